namespace CompExplain.Networks.Weights;

/// <summary>
/// An object of any class, in place of the one that Python would make: what it was given is kept, and nothing is executed.
/// It may have items, as a subclass of a dictionary has.
/// </summary>
/// <param name="className">Its class, for messages; empty if it is not known.</param>
internal sealed class PickledObject(string className) : PickledDictionary
{
    /// <summary>Its class, for messages; empty if it is not known.</summary>
    public string ClassName { get; } = className;

    /// <summary>Its attributes; null if it was given none.</summary>
    public object? State { get; set; }

    /// <summary>An attribute that is a dictionary; null if there is none.</summary>
    public PickledDictionary? Attribute(string attribute) =>
        (State as PickledDictionary)?.Items.Find(item => item.Key is string key && key == attribute).Value as PickledDictionary;
}
