namespace CompExplain.Networks.Weights;

/// <summary>What the numbers of a stored tensor are.</summary>
internal enum ElementType
{
    Float16,
    BFloat16,
    Float32,
    Float64,
    Int8,
    UInt8,
    Int16,
    Int32,
    Int64,
    Bool,
}
