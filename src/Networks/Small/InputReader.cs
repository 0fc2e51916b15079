namespace CompExplain.Networks.Small;

/// <summary>Writes the numbers of an input.</summary>
/// <param name="input">The input, from 0.</param>
/// <param name="values">Receives its numbers; zeros before.</param>
public delegate void InputReader(int input, Span<float> values);
