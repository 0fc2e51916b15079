using System.Runtime.InteropServices;

namespace CompExplain.Roaring.Containers;

/// <summary>
/// The data of one container wherever it lies: in an owned container, in serialised bytes, or on the stack. Every kernel
/// takes containers in this form, so that owned bitmaps and views share one set of kernels.
/// </summary>
internal readonly ref struct ContainerRef
{
    public ContainerRef(ContainerKind kind, ReadOnlySpan<ushort> data, int cardinality)
    {
        Values = data;
        Kind = kind;
        Cardinality = cardinality;
    }

    public ContainerKind Kind { get; }

    /// <summary>How many values there are: 1 to 65536.</summary>
    public int Cardinality { get; }

    public bool IsFull => Cardinality == Container.Capacity;

    /// <summary>The values of an array container, or the (start, length less one) pairs of a run container.</summary>
    public ReadOnlySpan<ushort> Values { get; }

    /// <summary>The 1024 words of a bitmap container.</summary>
    public ReadOnlySpan<ulong> Words => MemoryMarshal.Cast<ushort, ulong>(Values);

    public bool Contains(ushort value) => Kind switch
    {
        ContainerKind.Array => Values.BinarySearch(value) >= 0,
        ContainerKind.Bitmap => (Words[value >> 6] >> value & 1) != 0,
        _ => RunKernels.Contains(Values, value),
    };

    /// <summary>How many values are at most <paramref name="value"/>.</summary>
    public int Rank(ushort value)
    {
        switch (Kind)
        {
            case ContainerKind.Array:
                int at = Values.BinarySearch(value);
                return at >= 0 ? at + 1 : ~at;
            case ContainerKind.Bitmap:
                return BitmapKernels.CountRange(Words, 0, value);
            default:
                return RunKernels.Rank(Values, value);
        }
    }

    /// <summary>The value that has exactly <paramref name="index"/> values below it.</summary>
    public ushort Select(int index) => Kind switch
    {
        ContainerKind.Array => Values[index],
        ContainerKind.Bitmap => BitmapKernels.Select(Words, index),
        _ => RunKernels.Select(Values, index),
    };

    /// <summary>A container that owns a copy of this data.</summary>
    public Container ToContainer() => Kind switch
    {
        ContainerKind.Array => Container.FromValues(Values),
        ContainerKind.Bitmap => Container.FromWords(Words, Cardinality),
        _ => Container.FromRuns(Values, Cardinality),
    };

    /// <summary>Sets this container's bits in 1024 words that are all zero.</summary>
    public void ExpandInto(Span<ulong> words)
    {
        switch (Kind)
        {
            case ContainerKind.Array:
                foreach (ushort value in Values)
                {
                    words[value >> 6] |= 1UL << value;
                }

                break;
            case ContainerKind.Bitmap:
                Words.CopyTo(words);
                break;
            default:
                var runs = Values;
                for (int i = 0; i + 1 < runs.Length; i += 2)
                {
                    BitmapKernels.SetRange(words, runs[i], runs[i] + runs[i + 1]);
                }

                break;
        }
    }
}
