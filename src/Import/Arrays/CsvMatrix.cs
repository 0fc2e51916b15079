using System.Globalization;
using CompExplain.Import.Files;
using CompExplain.Storage.Activations;

namespace CompExplain.Import.Arrays;

/// <summary>
/// A matrix from a CSV file: a row an input, a column a unit, numbers (or <c>true</c> and <c>false</c>) separated by commas,
/// semicolons or tabs. A first row that is not all numbers names the units.
/// </summary>
internal sealed class CsvMatrix : ActivationMatrix
{
    private readonly List<float[]> _rows;

    private CsvMatrix(List<float[]> rows, IReadOnlyList<string>? names)
    {
        _rows = rows;
        UnitNames = names;
    }

    public override int Rows => _rows.Count;

    public override int Units => _rows[0].Length;

    public override ElementType ElementType => ElementType.Float32;

    public override IReadOnlyList<string>? UnitNames { get; }

    public static CsvMatrix Open(string path)
    {
        var rows = new List<float[]>();
        string[]? names = null;
        CsvFile.Read(path, detectDelimiter: true, (record, line) =>
        {
            if (rows.Count == 0 && names is null && record.Any(cell => !TryNumber(cell, out _)))
            {
                names = record;
                return;
            }

            int width = names?.Length ?? (rows.Count > 0 ? rows[0].Length : record.Length);
            if (record.Length != width)
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}, line {line}: {record.Length} cells where the rows before have {width}; every row needs as many"));
            }

            float[] values = new float[width];
            for (int i = 0; i < width; i++)
            {
                if (!TryNumber(record[i], out values[i]))
                {
                    throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}, line {line}, column {i + 1}: '{Short(record[i])}' is not a number; only the first line may "
                        + $"hold names"));
                }
            }

            rows.Add(values);
        });
        if (rows.Count == 0)
        {
            throw new ImportException($"{path} has no rows of numbers; there is nothing to import");
        }

        return new(rows, names);
    }

    protected override void ReadBlock(int first, int count, Span<float> destination)
    {
        for (int row = 0; row < Rows; row++)
        {
            var values = _rows[row].AsSpan(first, count);
            for (int unit = 0; unit < count; unit++)
            {
                destination[(unit * Rows) + row] = values[unit];
            }
        }
    }

    private static bool TryNumber(string cell, out float value)
    {
        var text = cell.AsSpan();
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        value = text.Equals("true", StringComparison.OrdinalIgnoreCase) ? 1f : 0f;
        return value == 1f || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
