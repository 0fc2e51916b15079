using System.Globalization;
using CompExplain.Import.Files;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Arrays;

/// <summary>
/// Values of units (or concepts) over inputs, wherever they are kept: each unit has a grid of h x w values for each input,
/// 1 x 1 for a plain matrix. Opening reads and checks the description alone; values are read in blocks of units, the file
/// once. Reading is safe from several threads at once.
/// </summary>
/// <remarks>
/// Read from files: NumPy's <c>.npy</c> and <c>.npz</c> (numpy.lib.format versions 1 to 3; bool, int8 to int64, uint8 to
/// uint64, float16, float32, float64; either byte order; C or Fortran order), SciPy's sparse <c>.npz</c> (CSR and CSC), and
/// CSV. Shapes: (N) is one unit, (N, C) inputs x units, (N, H, W) one unit's grids, (N, C, H, W) inputs x
/// units x grid, and (N, C) with a grid declared is (N, C / (H W), H, W) flattened. Values become float32: those beyond
/// its range become infinite, which an import refuses.
/// </remarks>
public abstract class ActivationMatrix : IDisposable
{
    /// <summary>N, the number of inputs.</summary>
    public abstract int Rows { get; }

    /// <summary>C, the number of units.</summary>
    public abstract int Units { get; }

    /// <summary>h, rows of a unit's grid; 1 for a plain matrix.</summary>
    public virtual int GridHeight => 1;

    /// <summary>w, columns of a unit's grid; 1 for a plain matrix.</summary>
    public virtual int GridWidth => 1;

    /// <summary>The type of the elements as they are stored.</summary>
    public abstract ElementType ElementType { get; }

    /// <summary>The units' names where the file gives them (a CSV header), else null.</summary>
    public virtual IReadOnlyList<string>? UnitNames => null;

    /// <summary>What reading the values left out, rounded or guessed; complete when all units have been read.</summary>
    public virtual IReadOnlyList<ImportNote> Notes => [];

    /// <summary>How many values a unit has: inputs x h x w.</summary>
    /// <exception cref="ImportException">More than a buffer can hold.</exception>
    public int ValuesPerUnit
    {
        get
        {
            long count = (long)Rows * GridHeight * GridWidth;
            return count <= Array.MaxLength
                ? (int)count
                : throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"a unit has {count} values ({Rows} inputs of {GridHeight} x {GridWidth}), over the {Array.MaxLength} that "
                    + $"can be held; use a coarser grid"));
        }
    }

    /// <summary>
    /// Opens a file of values: <c>.npy</c>, <c>.npz</c> (dense or SciPy's CSR or CSC), or else CSV.
    /// </summary>
    /// <param name="path">The file; a pipe or <c>-</c> for the standard input, unless it is <c>.npz</c>.</param>
    /// <param name="arrayName">Which array of an <c>.npz</c>; null for <c>arr_0</c> or the only one.</param>
    /// <param name="grid">Height and width of the grid that the columns of a two-dimensional array are flattened from.</param>
    /// <exception cref="ImportException">The file is missing, damaged, of a type or shape that is not read, or
    /// hostile.</exception>
    public static ActivationMatrix Open(string path, string? arrayName = null, (int Height, int Width)? grid = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var stream = InputFile.OpenOnce(path);
        var start = stream.Start;
        if (start.IsEmpty)
        {
            throw new ImportException($"{path} is empty");
        }

        bool isZip = ForeignFile.IsZip(start);
        if (!isZip)
        {
            ForeignFile.Refuse(path, start, "an array");
        }

        isZip |= path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
        bool isNpy = NpyHeader.IsNpy(start) || path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);
        if (arrayName is not null && !isZip)
        {
            throw new ImportException($"{path} is no .npz file, so it has no array '{arrayName}'; leave the name out");
        }

        if (isZip && stream.IsPipe)
        {
            throw new ImportException(
                $"{path} is a .npz file that comes through a pipe, and its end must be read first; save it in a file and "
                + "name that");
        }

        if (isZip)
        {
            var file = NpzFile.Open(path);
            if (arrayName is null && SparseMatrix.IsSparse(file))
            {
                return grid is null
                    ? SparseMatrix.Open(file, path)
                    : throw new ImportException(
                        $"{path} is a sparse matrix, which has no grid; leave the grid out, or save it dense");
            }

            return DenseMatrix.Create(file.Array(arrayName), grid);
        }

        if (isNpy)
        {
            return DenseMatrix.Create(stream.IsPipe ? NpyFile.Read(path, stream) : NpyFile.Open(path), grid);
        }

        return grid is null
            ? CsvMatrix.Read(path, stream)
            : throw new ImportException(
                $"{path} is read as CSV, which has no grid; leave the grid out, or save it with numpy.save");
    }

    /// <summary>Reads one unit.</summary>
    /// <param name="unit">The unit, from 0.</param>
    /// <param name="destination">Receives <see cref="ValuesPerUnit"/> values, input by input, each grid row by row.</param>
    /// <exception cref="ImportException">The file cannot be read any more.</exception>
    public void ReadUnit(int unit, Span<float> destination) => ReadUnits(unit, 1, destination);

    /// <summary>Reads several units at once, which for most files is much less work than one by one.</summary>
    /// <param name="first">The first unit, from 0.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="destination">Receives <paramref name="count"/> times <see cref="ValuesPerUnit"/> values, unit by
    /// unit.</param>
    /// <exception cref="ArgumentException">A unit that is not there, or a destination of another length.</exception>
    /// <exception cref="ImportException">The file cannot be read any more.</exception>
    public void ReadUnits(int first, int count, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Units - first);
        if (destination.Length != (long)count * ValuesPerUnit)
        {
            throw new ArgumentException("the destination's length is not units x values of a unit", nameof(destination));
        }

        ReadBlock(first, count, destination);
    }

    /// <summary>
    /// Tells how many inputs the rows belong to, before rows and names are asked for: it decides whether a first line that can
    /// be read as names or as a row is one or the other.
    /// </summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <exception cref="ImportException">The first line is likely names, and may be a row.</exception>
    internal virtual void FitTo(int inputs)
    {
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads units; the arguments have been checked.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="destination">Receives the values, unit by unit.</param>
    protected abstract void ReadBlock(int first, int count, Span<float> destination);

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">Whether it is called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>A number of rows or units that fits an int.</summary>
    private protected static int Size(long size, string what, string of) => size switch
    {
        0 => throw new ImportException($"{what} has no {of}; there is nothing to import"),
        > int.MaxValue => throw new ImportException(
            string.Create(CultureInfo.InvariantCulture, $"{what} has {size} {of}, over the {int.MaxValue} that can be read")),
        _ => (int)size,
    };
}
