using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Storage.Results;

namespace CompExplain.Search.Beams;

/// <summary>
/// The score that a search maximises, as a function of a formula's counts. Scorers are structs, so that the loop over candidates
/// is compiled for each of them and makes no calls. A new scorer is a struct here, or a case of <see cref="CountScorer"/>.
/// </summary>
internal interface IScorer
{
    /// <summary>The score.</summary>
    double Of(long hits, long size);

    /// <summary>False only if the score times a factor is certain to be below a floor.</summary>
    bool CanReach(long hits, long size, double factor, double floor);
}

/// <summary>Intersection over union.</summary>
internal readonly struct IouScorer : IScorer
{
    // Rounding moves a product of two doubles by less than this part of it.
    private const double Slack = 1 + 1e-12;

    private readonly long _targetSize;

    public IouScorer(long targetSize) => _targetSize = targetSize;

    public double Of(long hits, long size)
    {
        long union = size + _targetSize - hits;
        return union == 0 ? 0 : (double)hits / union;
    }

    // Without the division, which costs more than everything else.
    public bool CanReach(long hits, long size, double factor, double floor) =>
        hits * factor * Slack >= floor * (size + _targetSize - hits);
}

/// <summary>Any score of the counts.</summary>
internal readonly struct CountScorer : IScorer
{
    // Rounding moves a product of a few doubles by less than this part of it.
    private const double Slack = 1 + 1e-12;

    // The difference of two products of counts is off by less than this part of the first.
    private const double Blur = 1e-15;

    // A lift's rounding moves its logarithm by less than what this part of the lift does.
    private const double LiftSlack = 1 + 1e-9;
    private const double Ln2 = 0.693147180559945309;

    private readonly Score _score;
    private readonly long _targetSize;
    private readonly long _total;
    private readonly double _targetSpread;

    public CountScorer(Score score, long targetSize, long total)
    {
        _score = score;
        _targetSize = targetSize;
        _total = total;
        _targetSpread = (double)targetSize * (total - targetSize);
    }

    // A formula disjoint from the target explains nothing, though an empty formula is accurate if the target is small.
    public double Of(long hits, long size) =>
        hits == 0 ? 0 : PairScore.Of(_score, new PairCounts(hits, size, _targetSize, _total));

    // Each is the inequality score * factor >= floor, with the denominator moved to the other side.
    public bool CanReach(long hits, long size, double factor, double floor)
    {
        switch (_score)
        {
            case Score.F1:
                return 2.0 * hits * factor * Slack >= floor * (size + _targetSize);
            case Score.Precision:
                return hits * factor * Slack >= floor * size;
            case Score.Recall:
                return hits * factor * Slack >= floor * _targetSize;
            case Score.Accuracy:
                return hits > 0 && (_total - size - _targetSize + (2 * hits)) * factor * Slack >= floor * _total;
            case Score.Lift:
                return (double)hits * _total * factor * Slack >= floor * size * _targetSize;
            case Score.Pmi:
                // log2(x) <= (x - 1) / ln 2, so what reaches the floor has a lift of 1 + floor ln 2 or more.
                return (double)hits * _total * LiftSlack >= (1 + (floor / factor * Ln2)) * ((double)size * _targetSize);
            case Score.Phi:
                double product = (double)hits * _total;
                double difference = product - ((double)size * _targetSize) + (product * Blur);
                return difference > 0
                    && difference * difference * (factor * factor) * Slack >= floor * floor
                        * ((double)size * (_total - size)) * _targetSpread;
            default:
                return true;
        }
    }
}
