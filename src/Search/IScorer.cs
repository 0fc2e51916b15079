using CompExplain.Query.Ast;
using CompExplain.Query.Execution;

namespace CompExplain.Search;

/// <summary>What a search makes highest, as a function of a formula's counts. Structs, so that the loop over candidates has no calls.</summary>
internal interface IScorer
{
    /// <summary>The score.</summary>
    double Of(long hits, long size);

    /// <summary>False only where the score times a factor is below a floor for certain.</summary>
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

    // Without the division, which costs more than all the rest.
    public bool CanReach(long hits, long size, double factor, double floor) =>
        hits * factor * Slack >= floor * (size + _targetSize - hits);
}

/// <summary>Any score of the counts.</summary>
internal readonly struct CountScorer : IScorer
{
    private readonly Score _score;
    private readonly long _targetSize;
    private readonly long _total;

    public CountScorer(Score score, long targetSize, long total)
    {
        _score = score;
        _targetSize = targetSize;
        _total = total;
    }

    public double Of(long hits, long size) => PairScore.Of(_score, new PairCounts(hits, size, _targetSize, _total));

    public bool CanReach(long hits, long size, double factor, double floor) => true;
}
