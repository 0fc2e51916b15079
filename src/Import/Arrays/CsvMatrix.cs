using System.Globalization;
using CompExplain.Import.Files;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Arrays;

/// <summary>
/// A matrix from a CSV file: a row an input, a column a unit, finite numbers (or <c>true</c> and <c>false</c>) separated by
/// commas, semicolons or tabs. A first line of names names the units, and an index of the rows is left out.
/// </summary>
/// <remarks>
/// A first line with a name in it is names, unless it has a decimal number, too. A first line of whole numbers alone may be
/// either: it is taken as names where there is one row more than there are inputs and the rows below show that it is no row.
/// A column is an index if it has no name (as pandas writes one), or if it counts the rows and is named as an index or has no
/// header and stands before columns of decimal numbers. What is taken as names or left out is in the notes.
/// </remarks>
internal sealed class CsvMatrix : ActivationMatrix
{
    private static readonly string[] IndexNames = ["index", "idx", "id", "row", "input"];

    // How missing numbers are written: by pandas, R, spreadsheets and databases.
    private static readonly HashSet<string> MissingWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "nan", "+nan", "-nan", "na", "n/a", "#n/a", "<na>", "null", "none", "nil", "inf", "+inf", "-inf", "infinity",
        "+infinity", "-infinity", "∞", "-∞",
    };

    private readonly string _path;
    private readonly List<float[]> _rows = [];
    private readonly List<ImportNote> _notes = [];
    private string[]? _names;

    // The first line, if it is numbers and may be names nevertheless.
    private string[]? _numbers;

    // The first column that is a unit: 1 where an index is left out.
    private int _first;
    private int _width;

    private CsvMatrix(string path) => _path = path;

    public override int Rows => _rows.Count;

    public override int Units => _width - _first;

    public override ElementType ElementType => ElementType.Float32;

    public override IReadOnlyList<string>? UnitNames => _names?[_first..];

    public override IReadOnlyList<ImportNote> Notes => _notes;

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The file, at its start.</param>
    /// <exception cref="ImportException">It is no table of finite numbers.</exception>
    public static CsvMatrix Read(string path, PeekedStream stream)
    {
        var matrix = new CsvMatrix(path);
        CsvFile.Read(path, stream, matrix.Add);
        if (matrix._rows.Count == 0)
        {
            throw new ImportException($"{path} has no rows of numbers; there is nothing to import");
        }

        matrix.LeaveIndexOut();
        return matrix;
    }

    internal override void FitTo(int inputs)
    {
        if (_numbers is not { } line || _rows.Count != inputs + 1)
        {
            return;
        }

        string text = CsvFile.Shorten(string.Join(',', line));
        bool counts = IsCount(line.Length, column => _rows[0][column], 0);
        bool areDistinct = line.Distinct(StringComparer.Ordinal).Count() == line.Length;
        bool areOthersDecimal = _rows.Skip(1).Any(row => row.Any(value => value != MathF.Floor(value)));
        if (!areDistinct || !(counts || areOthersDecimal))
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_path} has {_rows.Count} rows of numbers for {inputs} inputs; line 1 ({text}) is likely a header: take it "
                + $"out, or write names that are not numbers"));
        }

        _rows.RemoveAt(0);
        _names = line;
        _numbers = null;
        _notes.Add(new(_path, "numbers in the first line, taken as the columns' names", line.Length, text));
        LeaveIndexOut();
    }

    protected override void ReadBlock(int first, int count, Span<float> destination)
    {
        for (int row = 0; row < Rows; row++)
        {
            var values = _rows[row].AsSpan(_first + first, count);
            for (int unit = 0; unit < count; unit++)
            {
                destination[(unit * Rows) + row] = values[unit];
            }
        }
    }

    private void Add(string[] cells, long line)
    {
        if (_width == 0)
        {
            _width = cells.Length;
            if (IsHeader(cells))
            {
                _names = cells;
                return;
            }

            _numbers = Array.TrueForAll(cells, IsWhole) ? cells : null;
        }

        if (cells.Length != _width)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_path}, line {line}: {cells.Length} cells where the rows before have {_width}; every row needs as many"));
        }

        float[] values = new float[_width];
        for (int i = HasUnnamedIndex ? 1 : 0; i < values.Length; i++)
        {
            values[i] = TryNumber(cells[i], out float value) ? value : throw NoNumber(cells[i], line, i);
        }

        _rows.Add(values);
    }

    private bool HasUnnamedIndex => _names is not null && _width > 1 && CsvColumns.IsUnnamed(_names[0]);

    // Whether the first line is names. A typing error in a row of numbers must not make the row a header.
    private bool IsHeader(string[] cells)
    {
        bool hasName = Array.Exists(cells, cell => !TryNumber(cell, out _) && !MissingWords.Contains(cell));
        int number = Array.FindIndex(cells, cell => TryNumber(cell, out _) && !IsWhole(cell) && !IsTruth(cell));
        if (hasName)
        {
            int name = Array.FindIndex(cells, cell => !TryNumber(cell, out _));
            return number < 0 ? true : throw NoNumber(cells[name], 1, name);
        }

        int missing = Array.FindIndex(cells, cell => !TryNumber(cell, out _));
        if (missing < 0)
        {
            return false;
        }

        // pandas names columns by numbers if nobody else does, and its index not at all.
        return cells.Length > 1 && cells[0].Length == 0 && cells.Skip(1).All(IsWhole)
            ? true
            : throw NoNumber(cells[missing], 1, missing);
    }

    private void LeaveIndexOut()
    {
        if (_width == 1 || _first > 0)
        {
            return;
        }

        if (HasUnnamedIndex)
        {
            _first = 1;
            _notes.Add(new(_path, "index columns without a name, left out", 1, "column 1"));
            return;
        }

        float Index(int row) => _rows[row][0];
        if (_names is not null)
        {
            bool isNamed = IndexNames.Contains(_names[0], StringComparer.OrdinalIgnoreCase);
            if (isNamed && (IsCount(_rows.Count, Index, 0) || IsCount(_rows.Count, Index, 1)))
            {
                _first = 1;
                _notes.Add(new(_path, "index columns that count the rows, left out", 1, $"column 1, {_names[0]}"));
            }

            return;
        }

        const int FewRows = 3;
        if (_rows.Count >= FewRows
            && IsCount(_rows.Count, Index, 0)
            && _rows.Exists(row => row.Skip(1).Any(value => value != MathF.Floor(value))))
        {
            _first = 1;
            _notes.Add(new(_path, "index columns that count the rows, left out", 1, "column 1"));
        }
    }

    private static bool IsCount(int count, Func<int, float> at, int first)
    {
        for (int i = 0; i < count; i++)
        {
            if (at(i) != i + first)
            {
                return false;
            }
        }

        return true;
    }

    private ImportException NoNumber(string cell, long line, int column)
    {
        string hint = cell switch
        {
            _ when MissingWords.Contains(cell) => "every input needs a finite number",
            _ when cell.Count(c => c == ',') == 1 && TryNumber(cell.Replace(',', '.'), out _) =>
                "write numbers with a decimal point",
            _ when line == 1 => "a first line is either names or numbers",
            _ => "only the first line may hold names; leave columns of text out",
        };
        string name = _names is null || line == 1 ? string.Empty : $" ({CsvFile.Shorten(_names[column])})";
        return new(string.Create(
            CultureInfo.InvariantCulture,
            $"{_path}, line {line}, column {column + 1}{name}: '{CsvFile.Shorten(cell)}' is not a number; {hint}"));
    }

    private static bool TryNumber(string cell, out float value)
    {
        if (float.TryParse(cell.AsSpan(), NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return float.IsFinite(value);
        }

        value = cell.Equals("true", StringComparison.OrdinalIgnoreCase) ? 1f : 0f;
        return IsTruth(cell);
    }

    private static bool IsTruth(string cell) =>
        cell.Equals("true", StringComparison.OrdinalIgnoreCase) || cell.Equals("false", StringComparison.OrdinalIgnoreCase);

    private static bool IsWhole(string cell) => cell.Length > 0 && cell.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
