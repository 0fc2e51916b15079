using System.Globalization;
using CompExplain.Import;
using CompExplain.Import.Concepts;
using CompExplain.Import.Images;
using CompExplain.Import.Text;
using CompExplain.Import.Units;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Commands;

/// <summary>Runs the imports.</summary>
internal static class ImportRunner
{
    public static int Run(Terminal terminal, string database, NliImportOptions options) =>
        Run(terminal, database, progress => NliImporter.Import(options, database, progress, terminal.Cancellation));

    public static int Run(Terminal terminal, string database, BrodenImportOptions options) =>
        Run(terminal, database, progress => BrodenImporter.Import(options, database, progress, terminal.Cancellation));

    public static int Run(Terminal terminal, string database, UnitImportOptions options) =>
        Run(terminal, database, progress => UnitImporter.Import(options, database, progress, terminal.Cancellation));

    public static int Run(Terminal terminal, string database, ConceptImportOptions options) =>
        Run(terminal, database, progress => ConceptImporter.Import(options, database, progress, terminal.Cancellation));

    public static int Run(Terminal terminal, string database, FolderImportOptions options) =>
        Run(terminal, database, progress => FolderImporter.Import(options, database, progress, terminal.Cancellation));

    public static int Run(Terminal terminal, string database, PanopticImportOptions options) =>
        Run(terminal, database, progress => PanopticImporter.Import(options, database, progress, terminal.Cancellation));

    public static int Run(Terminal terminal, string database, TextTableImportOptions options) =>
        Run(terminal, database, progress => TextTableImporter.Import(options, database, progress, terminal.Cancellation));

    private static int Run(Terminal terminal, string database, Func<IProgress<StepProgress>?, ImportSummary> import)
    {
        WriteRunner.Run(terminal, database, import, summary =>
        {
            (int Count, string What)[] written = [(summary.Concepts, "concept"), (summary.Units, "unit"), (summary.Words, "word vector")];
            var parts = written.Where(each => each.Count > 0).Select(each => Amount(each.Count, each.What));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(", ", parts.DefaultIfEmpty("nothing"))} over {Amount(summary.Inputs, "input")} ({summary.Positions:N0} positions), {new FileInfo(database).Length / 1048576.0:N1} MiB");
        });
        return ExitCode.Success;
    }

    private static string Amount(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? string.Empty : "s")}");
}
