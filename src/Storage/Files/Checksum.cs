using System.IO.Hashing;

namespace CompExplain.Storage.Files;

internal static class Checksum
{
    public static long Of(ReadOnlySpan<byte> data) => unchecked((long)XxHash3.HashToUInt64(data));
}
