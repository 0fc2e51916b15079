using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Storage;

namespace CompExplain.Query.Planning;

/// <summary>
/// Estimates how many positions a formula has: the sizes of concepts and units are known, their overlaps are not, so parts are
/// taken as independent. Estimates decide the order of operands and are shown by PLAN; no answer depends on them.
/// </summary>
internal sealed class SizeEstimator
{
    // Guesses of shares where nothing is known of the data.
    private const double ShareOfLabelledInputs = 0.3;
    private const double ShareOfHole = 0.01;
    private const double ShareOfActivations = 0.05;

    // Guesses of how a mask grows: by SOME to whole inputs, by EXPAND to twice its size, and by the shadow of ABOVE and its like.
    private const double GrowthToInputs = 4;
    private const double PixelsToDouble = 5;
    private const double GrowthOfShadow = 4;
    private const double MaximumShareOfShadow = 0.5;

    private readonly ProbeDatabase _database;
    private readonly double _all;

    /// <param name="database">The database asked.</param>
    public SizeEstimator(ProbeDatabase database)
    {
        _database = database;
        _all = Math.Max(1, database.Shards.PositionCount);
    }

    /// <summary>How many positions a formula is expected to have.</summary>
    public long Estimate(Bound formula) => (long)Math.Round(Share(formula) * _all);

    private double Share(Bound formula) => formula switch
    {
        BoundConcept concept => concept.Concept.Size / _all,
        BoundUnit unit => unit.Unit.Size / _all,
        BoundActivation activation => ShareOf(activation),
        BoundConstant constant => constant.Value ? 1 : 0,
        BoundInputs => ShareOfLabelledInputs,
        BoundHole => ShareOfHole,
        BoundNot not => 1 - Share(not.Operand),
        BoundAnd and => and.Operands.Aggregate(1.0, (share, each) => share * Share(each)),
        BoundOr or => 1 - or.Operands.Aggregate(1.0, (share, each) => share * (1 - Share(each))),
        BoundXor xor => ShareOfXor(Share(xor.Left), Share(xor.Right)),
        BoundAndNot difference => Share(difference.Left) * (1 - Share(difference.Right)),
        BoundSome some => Math.Min(1, GrowthToInputs * Share(some.Operand)),
        BoundEvery every => Share(every.Operand) / GrowthToInputs,
        BoundExpand expand => Math.Min(1, Share(expand.Operand) * (1 + (expand.Pixels / PixelsToDouble))),
        BoundShadow shadow => Math.Min(MaximumShareOfShadow, GrowthOfShadow * Share(shadow.Operand)),
        _ => throw new NotSupportedException(formula.GetType().Name),
    };

    private static double ShareOfXor(double left, double right) => (left * (1 - right)) + (right * (1 - left));

    private double ShareOf(BoundActivation activation) => activation.Condition switch
    {
        UnitTopShare top => top.Share,
        UnitAbove above => ShareBetween(activation, above.Value, double.PositiveInfinity),
        UnitBetween between => ShareBetween(activation, between.Low, between.High),
        _ => ShareOfActivations,
    };

    /// <summary>The share of a unit's values in an interval, by the histogram of its raw grid if there is one.</summary>
    private double ShareBetween(BoundActivation activation, double low, double high)
    {
        if (_database.Histogram(activation.Unit.Id) is not { } histogram || histogram.Counts.Count == 0)
        {
            return ShareOfActivations;
        }

        double width = (histogram.High - histogram.Low) / histogram.Counts.Count;
        double found = 0;
        for (int i = 0; i < histogram.Counts.Count; i++)
        {
            double middle = histogram.Low + ((i + 0.5) * width);
            if (middle >= low && middle <= high)
            {
                found += histogram.Counts[i];
            }
        }

        return found / Math.Max(1, histogram.Counts.Sum());
    }
}
