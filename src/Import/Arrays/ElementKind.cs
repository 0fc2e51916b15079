namespace CompExplain.Import.Arrays;

/// <summary>The element types that are read; the values are NumPy's type letters.</summary>
internal enum ElementKind
{
    Boolean = 'b',
    Signed = 'i',
    Unsigned = 'u',
    Real = 'f',
}
