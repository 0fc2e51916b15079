using System.Buffers.Binary;

namespace CompExplain.Import.Images;

/// <summary>
/// Whether a JPEG file is whole. The decoder fills what a file lacks with grey and says nothing, so the markers are read (ITU
/// T.81, annex B) up to the end of the image.
/// </summary>
internal static class JpegFile
{
    private const byte Start = 0xD8;
    private const byte End = 0xD9;
    private const byte Scan = 0xDA;

    /// <summary>Whether a file begins as JPEG does.</summary>
    public static bool Is(ReadOnlySpan<byte> file) => file.Length > 2 && file[0] == 0xFF && file[1] == Start;

    /// <summary>Whether a file reaches the end of its image. What follows that is no matter.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> file)
    {
        int at = 2;
        while (true)
        {
            at = NextMarker(file, at);
            if (at < 0 || file[at] == End)
            {
                return at >= 0;
            }

            byte marker = file[at++];
            if (file.Length - at < 2)
            {
                return false;
            }

            // A segment of its length; the coded data after the header of a scan are passed over in search of a marker.
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (length < 2 || length > file.Length - at)
            {
                return false;
            }

            at += length;
            if (marker != Scan && (at + 1 >= file.Length || file[at] != 0xFF))
            {
                return false;
            }
        }
    }

    // The place of the next marker's second byte; -1 for none. A zero after 0xFF is data, and restarts stand amid it.
    private static int NextMarker(ReadOnlySpan<byte> file, int at)
    {
        while (true)
        {
            int next = file[Math.Min(at, file.Length)..].IndexOf((byte)0xFF);
            at += next + 1;
            if (next < 0 || at >= file.Length)
            {
                return -1;
            }

            if (file[at] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }
        }
    }
}
