using CompExplain.Query.Ast;

namespace CompExplain.Search.Certificates;

/// <summary>
/// A score that is above a level if and only if a weighted difference of hits and size is above a threshold:
/// score &gt; p / q if and only if hit x hits - position x size &gt; threshold. So are all scores that are a ratio of two sums of
/// the counts (<see cref="Scores.IsProvable"/>); the proof is in docs/how-certificates-work.md.
/// </summary>
internal static class LinearScore
{
    /// <summary>A score as a ratio.</summary>
    public static Level Of(Score score, long hits, long size, long targetSize) => score switch
    {
        Score.Iou => Level.Of(hits, size + targetSize - hits),
        Score.F1 => Level.Of(2 * hits, size + targetSize),
        Score.Precision => Level.Of(hits, size),
        _ => Level.Of(hits, targetSize),
    };

    /// <summary>The weights of a hit and of a position at a level, and the threshold.</summary>
    public static (long Hit, long Position, long Threshold) Weights(Score score, Level level, long targetSize)
    {
        var (p, q) = level;
        return score switch
        {
            Score.Iou => (p + q, p, p * targetSize),
            Score.F1 => (2 * q, p, p * targetSize),
            Score.Precision => (q, p, 0),
            _ => (q, 0, p * targetSize),
        };
    }
}
