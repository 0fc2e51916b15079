using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using CompExplain.Import;
using CompExplain.Import.Arrays;

namespace CompExplain.Networks.Probing;

/// <summary>
/// A layer's raw activations, written input by input as a network gives them and read unit by unit. Held in memory while
/// they are few, and from then on in a file that is gone when it is closed, or when the process ends.
/// </summary>
/// <remarks>
/// The file is a row of chunks of as many inputs as fit the buffer, each laid out unit by unit, so that a block of units is
/// one read a chunk.
/// </remarks>
internal sealed class SpooledActivations : ActivationMatrix
{
    /// <summary>Bytes held in memory.</summary>
    public const long DefaultBufferBytes = 128L << 20;

    private readonly bool _half;
    private readonly int _cells;
    private readonly int _inputsPerChunk;
    private readonly byte[] _buffer;
    private readonly Func<FileStream> _open;
    private FileStream? _file;
    private int _written;
    private int _inBuffer;

    /// <summary>Makes room for a layer.</summary>
    /// <param name="inputs">How many inputs there will be.</param>
    /// <param name="units">Units of the layer.</param>
    /// <param name="gridHeight">Rows of a unit's grid.</param>
    /// <param name="gridWidth">Columns of a unit's grid.</param>
    /// <param name="half">Keep float16, else float32.</param>
    /// <param name="folder">Where the file goes, if there must be one.</param>
    /// <param name="bufferBytes">Bytes to hold in memory.</param>
    public SpooledActivations(int inputs, int units, int gridHeight, int gridWidth, bool half, string folder, long bufferBytes = DefaultBufferBytes)
    {
        Rows = inputs;
        Units = units;
        GridHeight = gridHeight;
        GridWidth = gridWidth;
        _half = half;
        _cells = gridHeight * gridWidth;
        long perInput = (long)units * _cells * ElementSize;
        if (perInput > Array.MaxLength)
        {
            throw new ImportException(string.Create(CultureInfo.InvariantCulture, $"the layer has {units} units of {gridHeight} x {gridWidth}, which is too much; choose a later layer"));
        }

        _inputsPerChunk = (int)Math.Clamp(Math.Min(bufferBytes, Array.MaxLength) / perInput, 1, inputs);
        _buffer = GC.AllocateUninitializedArray<byte>((int)(_inputsPerChunk * perInput));
        _open = () => OpenFile(folder);
    }

    public override int Rows { get; }

    public override int Units { get; }

    public override int GridHeight { get; }

    public override int GridWidth { get; }

    public override string ElementType => _half ? "float16" : "float32";

    private int ElementSize => _half ? 2 : 4;

    /// <summary>Adds the next input.</summary>
    /// <param name="values">units x grid values.</param>
    /// <returns>The index of a value that is finite but too large for float16, or -1.</returns>
    public int Add(ReadOnlySpan<float> values)
    {
        if (values.Length != Units * _cells)
        {
            throw new ArgumentException("not the layer's units and grid", nameof(values));
        }

        if (_inBuffer == _inputsPerChunk)
        {
            Flush();
        }

        int stride = _inputsPerChunk * _cells * ElementSize;
        int bad = -1;
        for (int unit = 0; unit < Units; unit++)
        {
            var grid = values.Slice(unit * _cells, _cells);
            var place = _buffer.AsSpan((unit * stride) + (_inBuffer * _cells * ElementSize), _cells * ElementSize);
            if (_half)
            {
                var halves = MemoryMarshal.Cast<byte, Half>(place);
                TensorPrimitives.ConvertToHalf(grid, halves);
                for (int i = 0; bad < 0 && i < halves.Length; i++)
                {
                    if (Half.IsInfinity(halves[i]) && float.IsFinite(grid[i]))
                    {
                        bad = (unit * _cells) + i;
                    }
                }
            }
            else
            {
                MemoryMarshal.AsBytes(grid).CopyTo(place);
            }
        }

        _inBuffer++;
        _written++;
        return bad;
    }

    protected override void ReadBlock(int first, int count, Span<float> destination)
    {
        if (_written != Rows)
        {
            throw new InvalidOperationException("not all inputs were added");
        }

        int chunkInput = 0;
        int perUnit = Rows * _cells;
        long chunkBytes = _buffer.Length;
        int stride = _inputsPerChunk * _cells * ElementSize;
        byte[] scratch = _file is null ? [] : new byte[count * stride];
        for (int chunk = 0; chunkInput < Rows; chunk++)
        {
            int inputs = Math.Min(_inputsPerChunk, Rows - chunkInput);
            bool last = chunkInput + inputs == Rows;
            ReadOnlySpan<byte> units;
            if (last)
            {
                units = _buffer.AsSpan(first * stride, count * stride);
            }
            else
            {
                ReadFile((chunk * chunkBytes) + ((long)first * stride), scratch);
                units = scratch;
            }

            for (int unit = 0; unit < count; unit++)
            {
                var from = units.Slice(unit * stride, inputs * _cells * ElementSize);
                var to = destination.Slice((unit * perUnit) + (chunkInput * _cells), inputs * _cells);
                if (_half)
                {
                    TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(from), to);
                }
                else
                {
                    MemoryMarshal.Cast<byte, float>(from).CopyTo(to);
                }
            }

            chunkInput += inputs;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static FileStream OpenFile(string folder)
    {
        string path = Path.Combine(folder, ".activations-" + Path.GetRandomFileName());
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
        // On Unix a file without a name lives as long as it is open, so that nothing stays behind a process that is killed.
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return file;
    }

    private void Flush()
    {
        try
        {
            _file ??= _open();
            _file.Position = _file.Length;
            _file.Write(_buffer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(
                string.Create(CultureInfo.InvariantCulture, $"the activations do not fit beside the database ({error.Message}); they need {(long)Rows * Units * _cells * ElementSize / 1_000_000 + 1} MB for a while; make room"), error);
        }

        _inBuffer = 0;
    }

    private void ReadFile(long position, Span<byte> destination)
    {
        try
        {
            while (destination.Length > 0)
            {
                int got = RandomAccess.Read(_file!.SafeFileHandle, destination, position);
                if (got == 0)
                {
                    throw new EndOfStreamException("it is shorter than it was");
                }

                position += got;
                destination = destination[got..];
            }
        }
        catch (IOException error)
        {
            throw new ImportException($"the activations that were put beside the database could not be read: {error.Message}", error);
        }
    }
}
