using CompExplain.Query.Scanning;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Makes the table of the leaves that a search may use.</summary>
internal sealed class CandidatesOperator : Operator<CandidateTable>
{
    private readonly CandidateOptions _options;

    public CandidatesOperator(QueryContext context, CandidateOptions options)
        : base(context) => _options = options;

    public override string Name => "candidates";

    public override string Detail => "concepts, and on text their neighbourhoods";

    public override string Path => "index";

    public override long? Estimate => Context.Database.Concepts.Count;

    /// <summary>How the search scans the candidates.</summary>
    public string ScanMethod => ExtensionScan.MethodFor(Context.Database.Index, Context.Candidates.Find(_options).Count);

    private protected override CandidateTable Compute() => Context.Candidates.Of(_options);

    private protected override long? Count(CandidateTable result) => result.Candidates.Count;
}
