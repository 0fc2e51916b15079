using System.Globalization;
using System.Text;

namespace CompExplain.Import.Files;

/// <summary>
/// Reads the lines of a UTF-8 text, each checked and bounded, from a stream that is read once. A line ends with LF, CR LF or
/// CR; a byte-order mark is passed over.
/// </summary>
/// <param name="stream">The text.</param>
/// <param name="path">The file, for messages.</param>
internal sealed class LineReader(Stream stream, string path)
{
    /// <summary>The most bytes of a line: in a text of a sentence or a word a line, a longer line is no such thing.</summary>
    private const int MaximumLine = 1 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private long _line;

    /// <summary>Reads a line without its end.</summary>
    /// <returns>The line; null after the last.</returns>
    /// <exception cref="ImportException">The line is too long, or is not UTF-8.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public string? Read()
    {
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0)
            {
                length += searched;
                // Whether LF follows a CR is known only when the next byte has come.
                if (_buffer[_start + length] == '\r' && _start + length + 1 == _end && Fill())
                {
                    searched = length;
                    continue;
                }

                bool isPair = _buffer[_start + length] == '\r' && _start + length + 1 < _end
                    && _buffer[_start + length + 1] == '\n';
                return Take(length, isPair ? 2 : 1);
            }

            searched = _end - _start;
            if (searched > MaximumLine)
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}, line {_line + 1}: more than {MaximumLine} bytes in one line; is it the right file?"));
            }

            if (!Fill())
            {
                return searched == 0 ? null : Take(searched, 0);
            }
        }
    }

    private string Take(int length, int end)
    {
        var bytes = _buffer.AsSpan(_start, length);
        _start += length + end;
        _line++;
        if (_line == 1 && bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[3..];
        }

        try
        {
            return InputFile.StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw InputFile.NotUtf8(path, "line", _line, error);
        }
    }

    // Reads on, and makes room for it; false at the end of the stream.
    private bool Fill()
    {
        if (_isAtEnd)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int count = stream.Read(_buffer.AsSpan(_end));
        _end += count;
        _isAtEnd = count == 0;
        return !_isAtEnd;
    }
}
