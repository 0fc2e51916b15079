using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompExplain.Roaring.Containers;

/// <summary>
/// A container of an owned bitmap, which can be changed. Never empty. An array never holds more than 4096 values and a
/// bitmap never fewer than 4097, as the format demands; runs never touch. Containers that were read together lie in one
/// piece of memory; each leaves it when it is first changed.
/// </summary>
internal sealed class Container
{
    /// <summary>How many values a container can hold.</summary>
    public const int Capacity = 65536;

    /// <summary>The most values an array container holds.</summary>
    public const int ArrayLimit = 4096;

    /// <summary>The most runs that are not larger than a bitmap: 2 + 4 * 2047 bytes.</summary>
    public const int RunLimit = 2047;

    /// <summary>The words of a bitmap, counted in elements of 16 bits.</summary>
    public const int BitmapLength = BitmapBytes / sizeof(ushort);

    /// <summary>Ranges up to this length are added to an array value by value.</summary>
    private const int ShortRange = 4;

    private const int BitmapBytes = 8 * BitmapKernels.WordCount;

    /// <summary>Values, pairs of start and length less one, or 64-bit words: whatever the kind says, and room behind it.</summary>
    private ushort[] _data;

    /// <summary>Where the data begins: at the start, unless it is shared.</summary>
    private int _at;

    /// <summary>Whether other containers of the bitmap lie in the same memory, so that it must not be changed.</summary>
    private bool _isShared;

    private Container(ContainerKind kind, ushort[] data, int cardinality, int runCount)
    {
        Kind = kind;
        _data = data;
        Cardinality = cardinality;
        RunCount = runCount;
    }

    public ContainerKind Kind { get; private set; }

    public int Cardinality { get; private set; }

    /// <summary>The runs of a run container.</summary>
    public int RunCount { get; private set; }

    /// <summary>The bytes of the container's data in the serialised form.</summary>
    public int SerializedSize => Kind switch
    {
        ContainerKind.Array => 2 * Cardinality,
        ContainerKind.Bitmap => BitmapBytes,
        _ => 2 + 4 * RunCount,
    };

    /// <summary>The runs of a run container.</summary>
    public ReadOnlySpan<ushort> Runs => new(_data, _at, 2 * RunCount);

    private Span<ushort> Values => _data.AsSpan(_at, Cardinality);

    private Span<ulong> Words => MemoryMarshal.Cast<ushort, ulong>(_data.AsSpan(_at, BitmapLength));

    private int RunsLast => Runs[^2] + Runs[^1];

    /// <summary>A container in memory that holds others too, as they are serialised, and stays as it is.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="at">Where in it the container begins; where it ends, afterwards.</param>
    /// <param name="kind">The container's kind.</param>
    /// <param name="cardinality">The values in it.</param>
    public static Container Sharing(ushort[] memory, ref int at, ContainerKind kind, int cardinality)
    {
        int runs = kind == ContainerKind.Run ? memory[at++] : 0;
        var container = new Container(kind, memory, cardinality, runs) { _at = at, _isShared = true };
        at += kind == ContainerKind.Run ? 2 * runs : kind == ContainerKind.Array ? cardinality : BitmapLength;
        return container;
    }

    public static Container FromValues(ReadOnlySpan<ushort> values) =>
        new(ContainerKind.Array, Copy(values), values.Length, 0);

    /// <summary>A container with a copy of the runs, which must not be empty; touching runs are joined.</summary>
    public static Container FromRuns(ReadOnlySpan<ushort> runs, int cardinality)
    {
        ushort[] copy = Copy(runs);
        int length = RunKernels.SmallestGap(runs, out _) == 1 ? RunKernels.JoinTouching(copy) : copy.Length;
        return new(ContainerKind.Run, copy, cardinality, length / 2);
    }

    /// <summary>An array or bitmap container, whichever the cardinality (at least 1) asks for.</summary>
    public static Container FromWords(ReadOnlySpan<ulong> words, int cardinality)
    {
        if (cardinality > ArrayLimit)
        {
            return new(ContainerKind.Bitmap, Copy(MemoryMarshal.Cast<ulong, ushort>(words)), cardinality, 0);
        }

        ushort[] values = new ushort[cardinality];
        BitmapKernels.ExtractValues(words, values);
        return new(ContainerKind.Array, values, cardinality, 0);
    }

    /// <summary>The smallest container for maximal runs that do not touch; at least one.</summary>
    public static Container SmallestFromRuns(ReadOnlySpan<ushort> runs, int cardinality)
    {
        if (RunsAreSmall(runs.Length / 2, cardinality))
        {
            return new(ContainerKind.Run, Copy(runs), cardinality, runs.Length / 2);
        }

        if (cardinality <= ArrayLimit)
        {
            ushort[] values = new ushort[cardinality];
            RunKernels.ExtractValues(runs, values);
            return new(ContainerKind.Array, values, cardinality, 0);
        }

        ushort[] words = Expand(new ContainerRef(ContainerKind.Run, runs, cardinality));
        return new(ContainerKind.Bitmap, words, cardinality, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ContainerRef AsRef()
    {
        int length = Kind == ContainerKind.Array ? Cardinality : Kind == ContainerKind.Run ? 2 * RunCount : BitmapLength;
        return new(Kind, new ReadOnlySpan<ushort>(_data, _at, length), Cardinality);
    }

    public Container Clone() => AsRef().ToContainer();

    public void Add(ushort value)
    {
        StopSharing();
        switch (Kind)
        {
            case ContainerKind.Array:
                if (value > _data[Cardinality - 1])
                {
                    InsertValue(Cardinality, value);
                    return;
                }

                int at = Values.BinarySearch(value);
                if (at < 0)
                {
                    InsertValue(~at, value);
                }

                return;
            case ContainerKind.Bitmap:
                ref ulong word = ref Words[value >> 6];
                Cardinality += (int)(~word >> value & 1);
                word |= 1UL << value;
                return;
            default:
                AddToRuns(value);
                return;
        }
    }

    /// <summary>
    /// Adds an inclusive range where that is cheap: to a bitmap, or above every value of an array or of runs. Ascending
    /// ranges cost amortised constant time each, besides the words or values they fill.
    /// </summary>
    /// <returns>Whether it was added; otherwise nothing has changed.</returns>
    public bool TryAddRange(int first, int last)
    {
        StopSharing();
        int length = last - first + 1;
        if (Kind == ContainerKind.Array)
        {
            if (first <= _data[Cardinality - 1])
            {
                return false;
            }

            if (Cardinality + length <= ArrayLimit && (length <= ShortRange || Cardinality > RunLimit))
            {
                EnsureValues(Cardinality + length);
                for (int value = first; value <= last; value++)
                {
                    _data[Cardinality++] = (ushort)value;
                }

                return true;
            }

            ConvertValuesToRunsOrWords();
        }

        if (Kind == ContainerKind.Run)
        {
            if (first <= RunsLast)
            {
                return false;
            }

            AppendRun(first, last);
            return true;
        }

        Cardinality += length - BitmapKernels.CountRange(Words, first, last);
        BitmapKernels.SetRange(Words, first, last);
        return true;
    }

    /// <summary>Takes out a value that is there. The container must not be used when that was the last.</summary>
    public void Remove(ushort value)
    {
        StopSharing();
        switch (Kind)
        {
            case ContainerKind.Array:
                int at = Values.BinarySearch(value);
                Values[(at + 1)..].CopyTo(_data.AsSpan(at));
                Cardinality--;
                return;
            case ContainerKind.Bitmap:
                Words[value >> 6] &= ~(1UL << value);
                Cardinality--;
                NormalizeWords();
                return;
            default:
                RemoveFromRuns(value);
                return;
        }
    }

    /// <summary>Replaces this bitmap by <c>TOp(this, other)</c> in place, when both are such that it can be.</summary>
    /// <returns>Whether it was done; otherwise nothing has changed.</returns>
    public bool TryApply<TOp>(scoped in ContainerRef other)
        where TOp : struct, IWordOperation
    {
        if (Kind != ContainerKind.Bitmap)
        {
            return false;
        }

        if (typeof(TOp) == typeof(And) && other.Kind == ContainerKind.Array)
        {
            return false;
        }

        StopSharing();
        Cardinality = ContainerOperations.ApplyTo<TOp>(Words, Cardinality, other);
        if (Cardinality > 0)
        {
            NormalizeWords();
        }

        return true;
    }

    /// <summary>Changes to the kind with the smallest serialised form; ties go as CRoaring lets them go.</summary>
    public void Optimize()
    {
        if (Kind == ContainerKind.Run)
        {
            if (!RunsAreSmall(RunCount, Cardinality))
            {
                ConvertRunsToValuesOrWords();
            }

            return;
        }

        int runs = Kind == ContainerKind.Array ? ArrayKernels.CountRuns(Values) : BitmapKernels.CountRuns(Words);
        int size = Kind == ContainerKind.Array ? 2 + 2 * Cardinality : BitmapBytes;
        if (2 + 4 * runs >= size)
        {
            return;
        }

        ushort[] pairs = new ushort[2 * runs];
        if (Kind == ContainerKind.Array)
        {
            RunKernels.FromValues(Values, pairs);
        }
        else
        {
            RunKernels.FromWords(Words, pairs);
        }

        BecomeRuns(pairs, runs);
    }

    /// <summary>Writes the container's data as the format lays it out.</summary>
    /// <returns>How many bytes were written: <see cref="SerializedSize"/>.</returns>
    public int Write(Span<byte> destination)
    {
        switch (Kind)
        {
            case ContainerKind.Array:
                MemoryMarshal.AsBytes(Values).CopyTo(destination);
                break;
            case ContainerKind.Bitmap:
                MemoryMarshal.AsBytes(Words).CopyTo(destination);
                break;
            default:
                MemoryMarshal.Write(destination, (ushort)RunCount);
                MemoryMarshal.AsBytes(Runs).CopyTo(destination[2..]);
                break;
        }

        return SerializedSize;
    }

    private static bool RunsAreSmall(int runs, int cardinality) =>
        2 + 4 * runs <= Math.Min(BitmapBytes, 2 + 2 * cardinality);

    private static ushort[] Copy(ReadOnlySpan<ushort> data)
    {
        ushort[] copy = GC.AllocateUninitializedArray<ushort>(data.Length);
        data.CopyTo(copy);
        return copy;
    }

    private static ushort[] Expand(scoped in ContainerRef container)
    {
        ushort[] words = new ushort[BitmapLength];
        container.ExpandInto(MemoryMarshal.Cast<ushort, ulong>(words.AsSpan()));
        return words;
    }

    private void StopSharing()
    {
        if (!_isShared)
        {
            return;
        }

        _data = Copy(AsRef().Values);
        _at = 0;
        _isShared = false;
    }

    private void EnsureValues(int length)
    {
        if (_data.Length < length)
        {
            System.Array.Resize(ref _data, Math.Max(length, _data.Length + Math.Max(4, _data.Length / 2)));
        }
    }

    private void InsertValue(int at, ushort value)
    {
        if (Cardinality == ArrayLimit)
        {
            BecomeWords(Expand(AsRef()));
            Add(value);
            return;
        }

        EnsureValues(Cardinality + 1);
        _data.AsSpan(at, Cardinality - at).CopyTo(_data.AsSpan(at + 1));
        _data[at] = value;
        Cardinality++;
    }

    private void AddToRuns(ushort value)
    {
        int at = RunKernels.IndexOf(Runs, value);
        if (at >= 0)
        {
            int past = _data[2 * at] + _data[2 * at + 1] + 1;
            if (value < past)
            {
                return;
            }

            if (value == past)
            {
                Cardinality++;
                _data[2 * at + 1]++;
                if (at + 1 < RunCount && _data[2 * at + 2] == value + 1)
                {
                    _data[2 * at + 1] += (ushort)(_data[2 * at + 3] + 1);
                    DeleteRun(at + 1);
                }

                return;
            }
        }

        if (at + 1 < RunCount && _data[2 * at + 2] == value + 1)
        {
            Cardinality++;
            _data[2 * at + 2]--;
            _data[2 * at + 3]++;
            return;
        }

        InsertRun(at + 1, value, 0);
        Cardinality++;
        LimitRuns();
    }

    private void AppendRun(int first, int last)
    {
        Cardinality += last - first + 1;
        if (RunsLast + 1 == first)
        {
            _data[2 * RunCount - 1] += (ushort)(last - first + 1);
            return;
        }

        InsertRun(RunCount, (ushort)first, (ushort)(last - first));
        LimitRuns();
    }

    private void RemoveFromRuns(ushort value)
    {
        int at = RunKernels.IndexOf(Runs, value);
        int start = _data[2 * at], last = start + _data[2 * at + 1];
        Cardinality--;
        if (start == last)
        {
            DeleteRun(at);
        }
        else if (value == start)
        {
            _data[2 * at]++;
            _data[2 * at + 1]--;
        }
        else if (value == last)
        {
            _data[2 * at + 1]--;
        }
        else
        {
            _data[2 * at + 1] = (ushort)(value - 1 - start);
            InsertRun(at + 1, (ushort)(value + 1), (ushort)(last - value - 1));
            LimitRuns();
        }
    }

    private void InsertRun(int at, ushort start, ushort lengthLessOne)
    {
        EnsureValues(2 * RunCount + 2);
        _data.AsSpan(2 * at, 2 * (RunCount - at)).CopyTo(_data.AsSpan(2 * at + 2));
        _data[2 * at] = start;
        _data[2 * at + 1] = lengthLessOne;
        RunCount++;
    }

    private void DeleteRun(int at)
    {
        _data.AsSpan(2 * at + 2, 2 * (RunCount - at - 1)).CopyTo(_data.AsSpan(2 * at));
        RunCount--;
    }

    private void LimitRuns()
    {
        if (RunCount > RunLimit)
        {
            ConvertRunsToValuesOrWords();
        }
    }

    private void ConvertRunsToValuesOrWords()
    {
        if (Cardinality > ArrayLimit)
        {
            BecomeWords(Expand(AsRef()));
            return;
        }

        ushort[] values = new ushort[Cardinality];
        RunKernels.ExtractValues(Runs, values);
        BecomeValues(values);
    }

    private void ConvertValuesToRunsOrWords()
    {
        int runs = ArrayKernels.CountRuns(Values);
        if (runs >= RunLimit)
        {
            BecomeWords(Expand(AsRef()));
            return;
        }

        ushort[] pairs = new ushort[2 * runs + 2];
        RunKernels.FromValues(Values, pairs);
        BecomeRuns(pairs, runs);
    }

    private void NormalizeWords()
    {
        if (Cardinality > ArrayLimit)
        {
            return;
        }

        ushort[] values = new ushort[Cardinality];
        BitmapKernels.ExtractValues(Words, values);
        BecomeValues(values);
    }

    private void BecomeValues(ushort[] values) => Become(ContainerKind.Array, values, 0);

    private void BecomeWords(ushort[] words) => Become(ContainerKind.Bitmap, words, 0);

    private void BecomeRuns(ushort[] runs, int count) => Become(ContainerKind.Run, runs, count);

    private void Become(ContainerKind kind, ushort[] data, int runCount)
    {
        Kind = kind;
        _data = data;
        _at = 0;
        _isShared = false;
        RunCount = runCount;
    }
}
