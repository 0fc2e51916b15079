using CompExplain.Query.Ast;
using CompExplain.Query.Scanning;
using CompExplain.Storage;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Explaining;

/// <summary>What an explainer asks of the engine. Safe to use from many threads.</summary>
public interface ICountingEngine
{
    /// <summary>The database.</summary>
    ProbeDatabase Database { get; }

    /// <summary>Counts a target and a formula of concepts, by the signature index.</summary>
    /// <param name="target">The target: a unit, or any formula.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="cancellation">Cancels it.</param>
    PairCounts CountByIndex(Formula target, Formula formula, CancellationToken cancellation);

    /// <summary>The IoU that a formula gets with a target by chance.</summary>
    /// <param name="target">The target: a unit, or any formula.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="options">The number of shifts, and the seed.</param>
    /// <param name="cancellation">Cancels it.</param>
    ChanceLevel Chance(Formula target, Formula formula, HonestyOptions options, CancellationToken cancellation);

    /// <summary>Some of the inputs, as a data set of their own.</summary>
    /// <param name="has">Whether an input, by its number, is one of them.</param>
    /// <param name="cancellation">Cancels it.</param>
    InputSubset Subset(Func<int, bool> has, CancellationToken cancellation);

    /// <summary>Counts the parts of masks that lie in some of the inputs, by signature, in one pass over the positions.</summary>
    /// <param name="targets">The masks: units, or any formulas.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="cancellation">Cancels it.</param>
    IReadOnlyList<UnitHits> CountBySignature(IReadOnlyList<Formula> targets, InputSubset inputs, CancellationToken cancellation);

    /// <summary>The leaves that a search over some of the inputs may use.</summary>
    /// <param name="options">Which leaves.</param>
    /// <param name="inputs">The inputs.</param>
    CandidateTable Candidates(CandidateOptions options, InputSubset inputs);
}
