using System.Buffers.Binary;
using System.Globalization;

namespace CompExplain.Storage.Masks;

/// <summary>
/// Where the parts of a serialised bitmap begin, in the portable form of https://github.com/RoaringBitmap/RoaringFormatSpec; -1
/// for those that it does not have.
/// </summary>
/// <param name="Size">How many containers there are.</param>
/// <param name="FlagsAt">A bit for each container: whether it holds runs.</param>
/// <param name="KeysAt">Four bytes for each container: its high 16 bits, and its cardinality less one.</param>
/// <param name="OffsetsAt">Four bytes for each container: where it lies.</param>
/// <param name="DataAt">The first container.</param>
internal readonly record struct PortableHeader(int Size, int FlagsAt, int KeysAt, int OffsetsAt, int DataAt)
{
    /// <summary>How many positions a container can have.</summary>
    public const int ContainerSize = 1 << 16;

    /// <summary>The bytes of a container of bits.</summary>
    public const int BitsLength = ContainerSize / 8;

    /// <summary>The cookie of the form without runs.</summary>
    public const uint CookieWithoutRuns = 12346;

    /// <summary>The low 16 bits of the cookie of the form with runs.</summary>
    public const uint CookieWithRuns = 12347;

    /// <summary>The form with runs has offsets from this many containers on.</summary>
    public const int OffsetThreshold = 4;

    private const int ArrayLimit = 4096;

    /// <summary>Reads a header.</summary>
    /// <exception cref="FormatException">There is none, or it is cut off.</exception>
    public static PortableHeader Read(ReadOnlySpan<byte> bytes)
    {
        Need(bytes, 0, 4, "the cookie");
        uint cookie = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        bool hasRuns = (cookie & 0xFFFF) == CookieWithRuns;
        if (!hasRuns && cookie != CookieWithoutRuns)
        {
            throw Fail(0, $"the cookie is {cookie & 0xFFFF}, neither {CookieWithoutRuns} nor {CookieWithRuns}");
        }

        uint size = (cookie >> 16) + 1;
        if (!hasRuns)
        {
            Need(bytes, 4, 4, "the number of containers");
            size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        }

        if (size > ContainerSize)
        {
            throw Fail(4, $"{size} containers, where there can be {ContainerSize}");
        }

        int flags = hasRuns ? ((int)size + 7) / 8 : 4, keysAt = 4 + flags, offsetsAt = keysAt + (4 * (int)size);
        bool hasOffsets = !hasRuns || size >= OffsetThreshold;
        Need(bytes, 4, flags + ((hasOffsets ? 8 : 4) * (int)size), "the headers");
        if (hasRuns && (size & 7) != 0 && bytes[keysAt - 1] >> (int)(size & 7) != 0)
        {
            throw Fail(keysAt - 1, $"a run flag is set beyond the {size} containers");
        }

        return new PortableHeader(
            (int)size,
            hasRuns ? 4 : -1,
            keysAt,
            hasOffsets ? offsetsAt : -1,
            hasOffsets ? offsetsAt + (4 * (int)size) : offsetsAt);
    }

    /// <summary>What a container is.</summary>
    public ContainerKind KindOf(ReadOnlySpan<byte> bytes, int container, int cardinality) =>
        FlagsAt >= 0 && ((bytes[FlagsAt + (container >> 3)] >> (container & 7)) & 1) != 0 ? ContainerKind.Runs
        : cardinality <= ArrayLimit ? ContainerKind.Values
        : ContainerKind.Bits;

    /// <summary>The two bytes at a place.</summary>
    public static ushort Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    /// <exception cref="FormatException">There are not so many bytes.</exception>
    public static void Need(ReadOnlySpan<byte> bytes, int at, int length, string what, int container = -1)
    {
        if (length > bytes.Length - at)
        {
            string whose = container < 0 ? string.Empty : $" of container {container}";
            throw Fail(at, $"{what}{whose} need {length} bytes; there are {bytes.Length - at}");
        }
    }

    /// <summary>What is thrown for bytes that are no bitmap.</summary>
    public static FormatException Fail(int at, FormattableString what) =>
        new($"not a roaring bitmap, at byte {at}: {what.ToString(CultureInfo.InvariantCulture)}");
}
