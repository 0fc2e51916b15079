namespace CompExplain.Query.Binding;

/// <summary>What is asked of a whole input.</summary>
internal enum InputProperty
{
    Label,
    Predicted,
    Correct,
    Split,
}
