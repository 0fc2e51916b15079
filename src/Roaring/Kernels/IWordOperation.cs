using System.Runtime.Intrinsics;

namespace CompExplain.Roaring.Kernels;

/// <summary>A bitwise operation that a kernel is specialised to.</summary>
internal interface IWordOperation
{
    static abstract ulong Apply(ulong left, ulong right);

    static abstract Vector256<ulong> Apply(Vector256<ulong> left, Vector256<ulong> right);

    static abstract Vector512<ulong> Apply(Vector512<ulong> left, Vector512<ulong> right);
}

/// <summary>Both.</summary>
internal readonly struct And : IWordOperation
{
    public static ulong Apply(ulong left, ulong right) => left & right;

    public static Vector256<ulong> Apply(Vector256<ulong> left, Vector256<ulong> right) => left & right;

    public static Vector512<ulong> Apply(Vector512<ulong> left, Vector512<ulong> right) => left & right;
}

/// <summary>Either.</summary>
internal readonly struct Or : IWordOperation
{
    public static ulong Apply(ulong left, ulong right) => left | right;

    public static Vector256<ulong> Apply(Vector256<ulong> left, Vector256<ulong> right) => left | right;

    public static Vector512<ulong> Apply(Vector512<ulong> left, Vector512<ulong> right) => left | right;
}

/// <summary>Either and not both.</summary>
internal readonly struct Xor : IWordOperation
{
    public static ulong Apply(ulong left, ulong right) => left ^ right;

    public static Vector256<ulong> Apply(Vector256<ulong> left, Vector256<ulong> right) => left ^ right;

    public static Vector512<ulong> Apply(Vector512<ulong> left, Vector512<ulong> right) => left ^ right;
}

/// <summary>The left and not the right.</summary>
internal readonly struct AndNot : IWordOperation
{
    public static ulong Apply(ulong left, ulong right) => left & ~right;

    public static Vector256<ulong> Apply(Vector256<ulong> left, Vector256<ulong> right) => Vector256.AndNot(left, right);

    public static Vector512<ulong> Apply(Vector512<ulong> left, Vector512<ulong> right) => Vector512.AndNot(left, right);
}

/// <summary>The left alone: counts one operand.</summary>
internal readonly struct Left : IWordOperation
{
    public static ulong Apply(ulong left, ulong right) => left;

    public static Vector256<ulong> Apply(Vector256<ulong> left, Vector256<ulong> right) => left;

    public static Vector512<ulong> Apply(Vector512<ulong> left, Vector512<ulong> right) => left;
}
