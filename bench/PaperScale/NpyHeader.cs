using System.Globalization;
using System.Text;

namespace CompExplain.Bench.PaperScale;

/// <summary>Heads of NumPy's files. Format: numpy.lib.format, version 1.</summary>
internal static class NpyHeader
{
    public static byte[] Of(string type, params ReadOnlySpan<int> shape)
    {
        string sizes = string.Join(", ", shape.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture)));
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes},), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text)];
    }
}
