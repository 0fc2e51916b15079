namespace CompExplain.Analysis;

/// <summary>What an analysis is of.</summary>
public enum AnalysisScope
{
    /// <summary>A layer and a search of it.</summary>
    Layer,

    /// <summary>A formula.</summary>
    Formula,

    /// <summary>Two searches.</summary>
    Pair,
}
