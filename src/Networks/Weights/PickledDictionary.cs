namespace CompExplain.Networks.Weights;

/// <summary>A dictionary of a pickle, in its order.</summary>
internal class PickledDictionary
{
    public List<(object? Key, object? Value)> Items { get; } = [];
}
