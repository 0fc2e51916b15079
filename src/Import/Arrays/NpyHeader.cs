using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CompExplain.Import.Arrays;

/// <summary>
/// The header of a <c>.npy</c> file, versions 1 to 3, by NumPy's format specification
/// (numpy.lib.format). Nothing in it is trusted: sizes are checked before anything is allocated, and pickled
/// objects are refused.
/// </summary>
/// <param name="Descriptor">The type string, such as <c>&lt;f4</c>.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes, outermost first; empty for a scalar.</param>
/// <param name="DataOffset">Bytes before the first element.</param>
internal sealed record NpyHeader(string Descriptor, bool FortranOrder, IReadOnlyList<long> Shape, long DataOffset)
{
    // NumPy itself refuses headers over 10,000 characters; the padding of old writers is allowed for.
    private const int MaximumHeader = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Whether bytes begin as a <c>.npy</c> file does.</summary>
    public static bool IsNpy(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <summary>The shape as NumPy prints it.</summary>
    public string ShapeText => Shape.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"({Shape[0]},)")
        : $"({string.Join(", ", Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))})";

    /// <summary>Reads a header from the start of a stream, and leaves the stream at the first element.</summary>
    /// <param name="stream">The array's bytes.</param>
    /// <param name="what">The file, for messages.</param>
    public static NpyHeader Read(Stream stream, string what)
    {
        Span<byte> start = stackalloc byte[8];
        int got = stream.ReadAtLeast(start, 8, throwOnEndOfStream: false);
        if (got == 0)
        {
            throw new ImportException($"{what} is empty; write it again with numpy.save");
        }

        if (got < 8 || !IsNpy(start))
        {
            throw new ImportException($"{what} is not a NumPy array; write it with numpy.save or numpy.savez");
        }

        int version = start[6];
        if (version is < 1 or > 3)
        {
            throw new ImportException(
                $"{what} has .npy version {version}; versions 1 to 3 are read; write it again with numpy.save");
        }

        Span<byte> lengthBytes = stackalloc byte[version == 1 ? 2 : 4];
        if (stream.ReadAtLeast(lengthBytes, lengthBytes.Length, throwOnEndOfStream: false) < lengthBytes.Length)
        {
            throw Truncated(what);
        }

        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaximumHeader)
        {
            throw new ImportException(
                $"{what} claims a header of {length} bytes; it is damaged or not an array; write it again with numpy.save");
        }

        byte[] bytes = new byte[length];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Truncated(what);
        }

        string text = (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
        return new Parser(text, what).Parse(8 + lengthBytes.Length + length);
    }

    private static ImportException Truncated(string what) =>
        new($"{what} ends within its header: it is cut short; copy or write it again");

    /// <summary>The dictionary that a header is: a Python literal of three known keys, and no more of Python than that.</summary>
    private sealed class Parser(string text, string what)
    {
        private int _at;

        public NpyHeader Parse(long dataOffset)
        {
            string? descriptor = null;
            bool? fortran = null;
            List<long>? shape = null;
            Expect('{');
            while (!Accept('}'))
            {
                string key = Quoted();
                Expect(':');
                switch (key)
                {
                    case "descr": descriptor = Descriptor(); break;
                    case "fortran_order": fortran = Truth(); break;
                    case "shape": shape = Sizes(); break;
                    default: throw Bad($"the unknown key '{key}'");
                }

                if (!Accept(','))
                {
                    Expect('}');
                    break;
                }
            }

            if (descriptor is null || fortran is null || shape is null)
            {
                throw Bad("a key missing");
            }

            return new(descriptor, fortran.Value, shape, dataOffset);
        }

        private string Descriptor()
        {
            Skip();
            if (_at < text.Length && text[_at] == '[')
            {
                throw new ImportException(
                    $"{what} holds records (a structured dtype); save one field of it as a plain array of numbers");
            }

            return Quoted();
        }

        private bool Truth()
        {
            Skip();
            foreach (bool value in (ReadOnlySpan<bool>)[true, false])
            {
                string word = value ? "True" : "False";
                if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
                {
                    continue;
                }

                _at += word.Length;
                return value;
            }

            throw Bad("a fortran_order that is neither True nor False");
        }

        private List<long> Sizes()
        {
            var sizes = new List<long>();
            Expect('(');
            while (!Accept(')'))
            {
                Skip();
                int start = _at;
                while (_at < text.Length && char.IsAsciiDigit(text[_at]))
                {
                    _at++;
                }

                if (!long.TryParse(
                    text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
                {
                    throw Bad("a shape that is not a tuple of sizes");
                }

                sizes.Add(size);
                if (sizes.Count > 32)
                {
                    throw Bad("a shape of more than 32 dimensions");
                }

                if (_at < text.Length && text[_at] == 'L')
                {
                    _at++;
                }

                if (!Accept(','))
                {
                    Expect(')');
                    break;
                }
            }

            return sizes;
        }

        private string Quoted()
        {
            Skip();
            if (_at >= text.Length || text[_at] is not ('\'' or '"'))
            {
                throw Bad("a quoted word missing");
            }

            char quote = text[_at++];
            int end = text.IndexOf(quote, _at);
            if (end < 0)
            {
                throw Bad("a quote without its end");
            }

            string word = text[_at..end];
            _at = end + 1;
            return word;
        }

        private void Expect(char mark)
        {
            if (!Accept(mark))
            {
                throw Bad($"no '{mark}' where one belongs");
            }
        }

        private bool Accept(char mark)
        {
            Skip();
            if (_at >= text.Length || text[_at] != mark)
            {
                return false;
            }

            _at++;
            return true;
        }

        private void Skip()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
        }

        private ImportException Bad(string found) =>
            new($"{what} has a damaged header ({found}); write it again with numpy.save");
    }
}
