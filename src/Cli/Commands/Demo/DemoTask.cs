using System.Globalization;
using CompExplain.Demo;
using CompExplain.Import;
using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Storage;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands.Demo;

/// <summary>What one demo does where another does something else.</summary>
internal abstract class DemoTask
{
    /// <summary>The database where none is given.</summary>
    public abstract string DefaultPath { get; }

    /// <summary>The layer that is probed.</summary>
    public abstract string Layer { get; }

    /// <summary>How its units are searched.</summary>
    public abstract SearchOptions Search { get; }

    /// <summary>What its steps are called.</summary>
    public abstract (string Import, string Probe) Steps { get; }

    /// <summary>A query that needs no network.</summary>
    public abstract string ConceptQuery { get; }

    public abstract DemoState StateOf(string path);

    public abstract ImportSummary Import(
        string path, bool replace, IProgress<StepProgress>? progress, CancellationToken cancellation);

    public abstract ImportSummary Probe(string path, IProgress<StepProgress>? progress, CancellationToken cancellation);

    public abstract DemoTraining Accuracy(ProbeDatabase database);

    /// <summary>What it built, in a sentence.</summary>
    public abstract string Describe(ProbeDatabase database);

    /// <summary>Shows a unit on the input that it responds to most.</summary>
    public abstract void Show(Terminal terminal, ProbeDatabase database, UnitExplanations best);

    /// <summary>Queries to try next.</summary>
    public abstract IEnumerable<string> Queries(QueryEngine engine, UnitExplanations best);

    /// <summary>The unit that a query with TOP 1 units finds, as it is written.</summary>
    protected static string UnitOf(QueryEngine engine, string query, UnitExplanations otherwise)
    {
        var result = engine.Run(query);
        int column = result.Columns.ToList().FindIndex(each => each.Name == "name");
        return result.Rows.Count > 0
            && column >= 0
            && result.Rows[0][column] is string name
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"unit {otherwise.Unit.Number}");
    }
}
