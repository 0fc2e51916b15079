using System.Buffers;
using System.Globalization;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Arrays;

/// <summary>A matrix over a NumPy array of one to four dimensions.</summary>
internal sealed class DenseMatrix : ActivationMatrix
{
    // Elements read and converted at a time; 256 KiB of floats stays in the second-level cache.
    private const int BlockElements = 1 << 16;

    private readonly StoredArray _array;
    private readonly Lock _rounding = new();
    private readonly bool _fortran;

    // In Fortran order, the column of (unit, y, x) is unit * _unitStep + y * _yStep + x * _xStep.
    private readonly long _unitStep;
    private readonly long _yStep;
    private readonly long _xStep;

    private long _rounded;
    private string? _firstRounded;

    private DenseMatrix(StoredArray array, long rows, long units, long height, long width, bool flattened)
    {
        _array = array;
        Rows = Size(rows, array.What, "rows (inputs)");
        Units = Size(units, array.What, "units");
        GridHeight = Size(height, array.What, "grid rows");
        GridWidth = Size(width, array.What, "grid columns");
        _fortran = array.Header.FortranOrder && array.Header.Shape.Count > 1;
        (_unitStep, _yStep, _xStep) = flattened
            ? (height * width, width, 1L)
            : (1L, units, units * height);
    }

    public override int Rows { get; }

    public override int Units { get; }

    public override int GridHeight { get; }

    public override int GridWidth { get; }

    public override ElementType ElementType => _array.Format.Type;

    public override IReadOnlyList<ImportNote> Notes
    {
        get
        {
            lock (_rounding)
            {
                return _rounded == 0
                    ? []
                    : [new(_array.What, $"values of {_array.Format.Name} rounded to float32", _rounded, _firstRounded)];
            }
        }
    }

    public static DenseMatrix Create(StoredArray array, (int Height, int Width)? grid)
    {
        var shape = array.Header.Shape;
        if (grid is { } size && (size.Height < 1 || size.Width < 1))
        {
            throw new ImportException("a grid has at least one row and one column; give it as HEIGHT x WIDTH");
        }

        switch (shape.Count)
        {
            case 1:
                return new(array, shape[0], 1, 1, 1, flattened: false);
            case 2 when grid is { } declared:
                long cells = (long)declared.Height * declared.Width;
                if (shape[1] % cells != 0)
                {
                    throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{array.What} has {shape[1]} columns, which do not divide into grids of {declared.Height} x "
                        + $"{declared.Width}; give the grid that it was flattened from"));
                }

                return new(array, shape[0], shape[1] / cells, declared.Height, declared.Width, flattened: true);
            case 2:
                return new(array, shape[0], shape[1], 1, 1, flattened: false);
            case 3:
                return Fits(new(array, shape[0], 1, shape[1], shape[2], flattened: false), grid);
            case 4:
                return Fits(new(array, shape[0], shape[1], shape[2], shape[3], flattened: false), grid);
            default:
                throw new ImportException(
                    $"{array.What} has the shape {array.Header.ShapeText}; arrays of one to four dimensions are read: (inputs, "
                    + $"units) or (inputs, units, height, width)");
        }
    }

    /// <summary>One row of a plain matrix.</summary>
    public void ReadRow(int row, Span<float> destination)
    {
        if (!_fortran)
        {
            _array.ReadFloats((long)row * Units, destination);
            return;
        }

        for (int unit = 0; unit < Units; unit++)
        {
            _array.ReadFloats(((long)unit * Rows) + row, destination.Slice(unit, 1));
        }
    }

    protected override void ReadBlock(int first, int count, Span<float> destination)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(BlockElements * _array.Format.Size);
        float[] floats = ArrayPool<float>.Shared.Rent(BlockElements);
        try
        {
            if (_fortran)
            {
                ReadColumns(first, count, destination, bytes, floats);
            }
            else
            {
                ReadRows(first, count, destination, bytes, floats);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<float>.Shared.Return(floats);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _array.Dispose();
        base.Dispose(disposing);
    }

    private static DenseMatrix Fits(DenseMatrix matrix, (int Height, int Width)? grid)
    {
        if (grid is null || grid == (matrix.GridHeight, matrix.GridWidth))
        {
            return matrix;
        }

        throw new ImportException(string.Create(
            CultureInfo.InvariantCulture,
            $"{matrix._array.What} has a grid of {matrix.GridHeight} x {matrix.GridWidth}, and {grid.Value.Height} x "
            + $"{grid.Value.Width} was declared; leave the grid out"));
    }

    private void Decode(Span<byte> bytes, Span<float> values)
    {
        _array.Format.Decode(bytes, values);
        long count = Elements.CountRounded(_array.Format.Type, bytes, values, out int first);
        if (count == 0)
        {
            return;
        }

        lock (_rounding)
        {
            _rounded += count;
            _firstRounded ??= string.Create(
                CultureInfo.InvariantCulture, $"{Elements.TextOf(_array.Format.Type, bytes, first)} to {values[first]:G9}");
        }
    }

    // C order: the wanted units of a row lie together. A run of rows is gathered, then turned.
    private void ReadRows(int first, int count, Span<float> destination, byte[] bytes, float[] floats)
    {
        var format = _array.Format;
        long cells = (long)GridHeight * GridWidth;
        long segment = count * cells;
        if (segment > BlockElements)
        {
            ReadLongRows(first, count, destination, bytes);
            return;
        }

        int width = (int)segment;
        int run = Math.Clamp(BlockElements / width, 1, 512);
        int valuesPerUnit = ValuesPerUnit;
        for (int row = 0; row < Rows; row += run)
        {
            int rows = Math.Min(run, Rows - row);
            var scratch = bytes.AsSpan(0, rows * width * format.Size);
            if (count == Units)
            {
                _array.Bytes.Read(row * segment * format.Size, scratch);
            }
            else
            {
                for (int r = 0; r < rows; r++)
                {
                    long at = ((((long)(row + r) * Units) + first) * cells) * format.Size;
                    _array.Bytes.Read(at, scratch.Slice(r * width * format.Size, width * format.Size));
                }
            }

            var values = floats.AsSpan(0, rows * width);
            Decode(scratch, values);
            if (cells == 1)
            {
                for (int unit = 0; unit < count; unit++)
                {
                    var target = destination.Slice((unit * valuesPerUnit) + row, rows);
                    for (int r = 0; r < target.Length; r++)
                    {
                        target[r] = values[(r * width) + unit];
                    }
                }
            }
            else
            {
                int grid = (int)cells;
                for (int r = 0; r < rows; r++)
                {
                    for (int unit = 0; unit < count; unit++)
                    {
                        values.Slice((r * width) + (unit * grid), grid)
                            .CopyTo(destination[((unit * valuesPerUnit) + ((row + r) * grid))..]);
                    }
                }
            }
        }
    }

    // So large a grid that one row of the block does not fit the scratch buffer: grid by grid, in pieces.
    private void ReadLongRows(int first, int count, Span<float> destination, byte[] bytes)
    {
        var format = _array.Format;
        int cells = GridHeight * GridWidth;
        for (int unit = 0; unit < count; unit++)
        {
            for (int row = 0; row < Rows; row++)
            {
                long start = (((long)row * Units) + first + unit) * cells;
                var target = destination.Slice((unit * ValuesPerUnit) + (row * cells), cells);
                for (int at = 0; at < cells; at += BlockElements)
                {
                    int part = Math.Min(BlockElements, cells - at);
                    var scratch = bytes.AsSpan(0, part * format.Size);
                    _array.Bytes.Read((start + at) * format.Size, scratch);
                    Decode(scratch, target.Slice(at, part));
                }
            }
        }
    }

    // Fortran order: all inputs of one unit and one cell of the grid lie together.
    private void ReadColumns(int first, int count, Span<float> destination, byte[] bytes, float[] floats)
    {
        var format = _array.Format;
        int cells = GridHeight * GridWidth;
        for (int unit = 0; unit < count; unit++)
        {
            var target = destination.Slice(unit * ValuesPerUnit, ValuesPerUnit);
            for (int y = 0; y < GridHeight; y++)
            {
                for (int x = 0; x < GridWidth; x++)
                {
                    long column = ((first + unit) * _unitStep) + (y * _yStep) + (x * _xStep);
                    int cell = (y * GridWidth) + x;
                    for (int row = 0; row < Rows; row += BlockElements)
                    {
                        int rows = Math.Min(BlockElements, Rows - row);
                        var scratch = bytes.AsSpan(0, rows * format.Size);
                        _array.Bytes.Read(((column * Rows) + row) * format.Size, scratch);
                        var values = floats.AsSpan(0, rows);
                        Decode(scratch, values);
                        for (int r = 0; r < values.Length; r++)
                        {
                            target[((row + r) * cells) + cell] = values[r];
                        }
                    }
                }
            }
        }
    }
}
