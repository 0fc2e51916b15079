namespace CompExplain.Query.Ast;

/// <summary>Checks of the nodes' constructors: a node that no text could be parsed to is refused.</summary>
internal static class Require
{
    public static int NotNegative(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        return value;
    }

    public static double Finite(double value, string name) => double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "must be a finite number");

    public static double Share(double value, string name) => value is > 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "must be above 0 and at most 1");

    public static EquatableList<T> NotEmpty<T>(EquatableList<T> value, string name) => value.Count > 0
        ? value
        : throw new ArgumentException("must not be empty", name);
}
