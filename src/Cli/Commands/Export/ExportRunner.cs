using CompExplain.Analysis.Layers;
using CompExplain.Cli.Output;
using CompExplain.Import.Files;
using CompExplain.Query;
using CompExplain.Query.Execution.Statements;
using CompExplain.Query.Results;
using CompExplain.Storage;

namespace CompExplain.Cli.Commands.Export;

/// <summary>Writes a stored search to a file or to standard output.</summary>
internal static class ExportRunner
{
    public static int Run(Terminal terminal, string path, string? layerName, ExportForm form, int? runId, string? file)
    {
        using var database = ProbeDatabase.Open(path);
        var layer = StoredRuns.ChooseLayer(database, layerName);
        if (form == ExportForm.Predictions)
        {
            Save(terminal, file, output => ActiveUnits.Write(database, layer, output, terminal.Cancellation));
            return ExitCode.Success;
        }

        var engine = new QueryEngine(database);
        var units = database.Results.Explanations(StoredRuns.Choose(database, layer, runId));
        Save(terminal, file, output =>
        {
            switch (form)
            {
                case ExportForm.JsonLines:
                    JsonRows.WriteLines(UnitExplanationRows.EveryLength(layer.Name, units), output);
                    break;
                case ExportForm.Result:
                    CsvRows.Write(AuthorsTables.Result(units, new ConceptLookup(engine)), output);
                    break;
                default:
                    CsvRows.Write(AuthorsTables.Tally(units, new ConceptLookup(engine)), output);
                    break;
            }
        });
        return ExitCode.Of(units.Count > 0);
    }

    // A cancelled or failed export leaves the file as it was.
    private static void Save(Terminal terminal, string? file, Action<TextWriter> write)
    {
        if (file is null)
        {
            write(terminal.Data);
            return;
        }

        OutputPath.Check("--out", file);
        OutputFile.Write(file, stream =>
        {
            using var output = new StreamWriter(stream, leaveOpen: true);
            write(output);
        });
        Talk.Say(terminal, $"wrote {file}");
    }
}
