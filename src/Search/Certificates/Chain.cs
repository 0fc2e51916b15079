using CompExplain.Query.Ast;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;

namespace CompExplain.Search.Certificates;

/// <summary>A formula that grows by one leaf at a time: ((c1 op c2) op c3) ...</summary>
/// <param name="First">Its first candidate.</param>
/// <param name="Steps">How it is extended, and by which candidates.</param>
internal sealed record Chain(int First, IReadOnlyList<(Extension Extension, int Candidate)> Steps)
{
    public int Leaves => 1 + Steps.Count;

    public Chain Then(Extension extension, int candidate) => new(First, [.. Steps, (extension, candidate)]);

    public Formula ToFormula(CandidateTable table) => Steps.Aggregate(
        table.Candidates[First].Formula, (formula, step) => step.Extension.Of(formula, table.Candidates[step.Candidate].Formula));
}
