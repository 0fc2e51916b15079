using System.Globalization;
using CompExplain.Storage.Activations;

namespace CompExplain.Import.Arrays;

/// <summary>
/// A SciPy sparse matrix as <c>scipy.sparse.save_npz</c> writes it, CSR or CSC, kept in memory by columns. Elements given
/// twice add up, as SciPy has it.
/// </summary>
internal sealed class SparseMatrix : ActivationMatrix
{
    // Turning CSR into columns takes a pointer a unit, and a tiny file may claim any width.
    private const int MaximumUnits = 1 << 24;

    private readonly long[] _start;
    private readonly int[] _row;
    private readonly float[] _value;

    private SparseMatrix(int rows, int units, ElementType elementType, long[] start, int[] row, float[] value)
    {
        Rows = rows;
        Units = units;
        ElementType = elementType;
        _start = start;
        _row = row;
        _value = value;
    }

    public override int Rows { get; }

    public override int Units { get; }

    public override ElementType ElementType { get; }

    /// <summary>Whether a file has what SciPy writes for a sparse matrix.</summary>
    public static bool IsSparse(NpzFile file) => file.Contains("format") && file.Contains("shape") && file.Contains("data");

    /// <summary>Reads a matrix whole.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="ImportException">It is damaged, too large, or in another sparse format.</exception>
    public static SparseMatrix Open(NpzFile file, string path)
    {
        string format = ReadFormat(file, path);
        if (format is not ("csr" or "csc"))
        {
            throw new ImportException(
                $"{path} is a sparse matrix in the format '{format}'; csr and csc are read; convert it with matrix.tocsr()");
        }

        foreach (string name in (ReadOnlySpan<string>)["indices", "indptr"])
        {
            if (!file.Contains(name))
            {
                throw new ImportException($"{path} has no array '{name}'; write it again with scipy.sparse.save_npz");
            }
        }

        var (rows, units) = ReadShape(file, path);
        var (major, minor) = format == "csr" ? (rows, units) : (units, rows);
        using var dataArray = file.Array("data");
        if (dataArray.Count > Array.MaxLength)
        {
            throw new ImportException($"{path} has more elements than can be held; split it by units");
        }

        int count = (int)dataArray.Count;
        long[] pointer = ReadPointer(file, path, major, count);
        int[] index = ReadIndex(file, path, minor, count, $"{rows} x {units}");
        float[] data = new float[count];
        dataArray.ReadFloats(0, data);
        var type = dataArray.Format.Type;
        return format == "csr"
            ? ByColumn(rows, units, type, pointer, index, data)
            : new(rows, units, type, pointer, index, data);
    }

    protected override void ReadBlock(int first, int count, Span<float> destination)
    {
        destination.Clear();
        for (int unit = 0; unit < count; unit++)
        {
            var target = destination.Slice(unit * Rows, Rows);
            for (long i = _start[first + unit]; i < _start[first + unit + 1]; i++)
            {
                target[_row[i]] += _value[i];
            }
        }
    }

    private static (int Rows, int Units) ReadShape(NpzFile file, string path)
    {
        long[] shape = Integers(file.Array("shape"), path, 2);
        if (shape.Length != 2)
        {
            throw new ImportException(
                $"{path} is not a matrix: its shape has {shape.Length.ToString(CultureInfo.InvariantCulture)} sizes");
        }

        if (shape[0] < 0 || shape[1] < 0)
        {
            throw new ImportException($"{path} has a negative size in its shape; write it again with scipy.sparse.save_npz");
        }

        int rows = Size(shape[0], path, "rows (inputs)");
        int units = Size(shape[1], path, "units");
        return units <= MaximumUnits
            ? (rows, units)
            : throw new ImportException(string.Create(
                CultureInfo.InvariantCulture, $"{path} claims {units} units, over the {MaximumUnits} that are read"));
    }

    /// <summary>Where the elements of each row (CSR) or column (CSC) start, and where the last ends.</summary>
    private static long[] ReadPointer(NpzFile file, string path, int major, int count)
    {
        long[] pointer = Integers(file.Array("indptr"), path, Array.MaxLength);
        if (pointer.Length != (long)major + 1 || pointer[0] != 0 || pointer[^1] != count)
        {
            throw Bad(path, "its indptr does not fit its shape and data");
        }

        for (int i = 0; i < major; i++)
        {
            if (pointer[i + 1] < pointer[i])
            {
                throw Bad(path, string.Create(CultureInfo.InvariantCulture, $"its indptr falls at {i + 1}"));
            }
        }

        return pointer;
    }

    /// <summary>The column (CSR) or row (CSC) of each element.</summary>
    private static int[] ReadIndex(NpzFile file, string path, int minor, int count, string shape)
    {
        long[] index = Integers(file.Array("indices"), path, Array.MaxLength);
        if (index.Length != count)
        {
            throw Bad(path, "it has not as many indices as data");
        }

        for (int i = 0; i < index.Length; i++)
        {
            if (index[i] < 0 || index[i] >= minor)
            {
                throw Bad(path, string.Create(
                    CultureInfo.InvariantCulture, $"index {index[i]} at {i} is outside its shape of {shape}"));
            }
        }

        return Array.ConvertAll(index, i => (int)i);
    }

    private static SparseMatrix ByColumn(int rows, int units, ElementType type, long[] pointer, int[] index, float[] data)
    {
        long[] start = new long[units + 1L];
        foreach (int unit in index)
        {
            start[unit + 1]++;
        }

        for (int unit = 0; unit < units; unit++)
        {
            start[unit + 1] += start[unit];
        }

        long[] next = start[..^1];
        int[] row = new int[index.Length];
        float[] value = new float[index.Length];
        for (int r = 0; r < rows; r++)
        {
            for (long i = pointer[r]; i < pointer[r + 1]; i++)
            {
                long at = next[index[i]]++;
                row[at] = r;
                value[at] = data[i];
            }
        }

        return new(rows, units, type, start, row, value);
    }

    private static long[] Integers(StoredArray array, string path, long most)
    {
        using (array)
        {
            if (array.Header.Shape.Count != 1 || array.Count > most)
            {
                throw Bad(path, $"an array of the shape {array.Header.ShapeText} where one dimension belongs");
            }

            return array.ReadIntegers();
        }
    }

    private static string ReadFormat(NpzFile file, string path) =>
        file.Text("format") ?? throw Bad(path, "its format is not a word");

    private static ImportException Bad(string path, string found) =>
        new($"{path} is a damaged sparse matrix ({found}); write it again with scipy.sparse.save_npz");
}
