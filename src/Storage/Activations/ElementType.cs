namespace CompExplain.Storage.Activations;

/// <summary>The types of stored numbers that can be read.</summary>
public enum ElementType
{
    /// <summary>A byte: 0 is false, any other value is true.</summary>
    Bool,

    /// <summary>A signed integer of 1 byte.</summary>
    Int8,

    /// <summary>A signed integer of 2 bytes.</summary>
    Int16,

    /// <summary>A signed integer of 4 bytes.</summary>
    Int32,

    /// <summary>A signed integer of 8 bytes.</summary>
    Int64,

    /// <summary>An unsigned integer of 1 byte.</summary>
    UInt8,

    /// <summary>An unsigned integer of 2 bytes.</summary>
    UInt16,

    /// <summary>An unsigned integer of 4 bytes.</summary>
    UInt32,

    /// <summary>An unsigned integer of 8 bytes.</summary>
    UInt64,

    /// <summary>IEEE 754 binary16.</summary>
    Float16,

    /// <summary>The upper half of a binary32: 8 bits of exponent, 7 of fraction.</summary>
    BFloat16,

    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>IEEE 754 binary64.</summary>
    Float64,
}
