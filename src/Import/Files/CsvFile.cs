using System.Globalization;
using System.Text;
using CsvHelper;

namespace CompExplain.Import.Files;

/// <summary>Reads CSV files record by record, strictly: UTF-8, bounded fields, and quotes where quotes belong.</summary>
internal static class CsvFile
{
    private const int MaximumRecordLength = 16 << 20;

    /// <summary>Calls back for every record that is not blank.</summary>
    /// <param name="path">The file.</param>
    /// <param name="detectDelimiter">Whether semicolons and tabs may separate cells, too.</param>
    /// <param name="record">Receives the record's cells and its line.</param>
    /// <exception cref="ImportException">Not there, empty, not UTF-8, or not CSV.</exception>
    public static void Read(string path, bool detectDelimiter, Action<string[], long> record)
    {
        using var text = InputFile.OpenText(path);
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = detectDelimiter ? Delimiter(path) : ',',
            HasHeader = false,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = MaximumRecordLength,
            SkipEmptyLines = true,
            TrackLineNumbers = true,
        });
        bool any = false;
        long line = 1;
        try
        {
            while (reader.Read())
            {
                any = true;
                line = reader.LineNumber;
                string[] cells = new string[reader.FieldCount];
                for (int i = 0; i < cells.Length; i++)
                {
                    cells[i] = reader.GetString(i).Trim();
                }

                record(cells, line);
            }
        }
        catch (DecoderFallbackException error)
        {
            throw InputFile.NotUtf8(path, error);
        }
        catch (Exception error) when (error is CsvFormatException or IOException or InvalidDataException)
        {
            throw new ImportException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}, after line {line}: {error.Message.Split('\n')[0].Trim()}; is it a CSV file?"), error);
        }

        if (!any)
        {
            throw new ImportException($"{path} is empty");
        }
    }

    /// <summary>Calls back for every record after the header, with a reader of cells by column name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="required">Columns that must be there.</param>
    /// <param name="row">Receives the record.</param>
    /// <exception cref="ImportException">As for <see cref="Read"/>, a column missing, or a row of another width.</exception>
    public static void ReadTable(string path, IReadOnlyList<string> required, Action<CsvRecord> row)
    {
        Dictionary<string, int>? columns = null;
        int width = 0;
        Read(path, detectDelimiter: false, (cells, line) =>
        {
            if (columns is null)
            {
                columns = new(StringComparer.OrdinalIgnoreCase);
                for (int i = 0; i < cells.Length; i++)
                {
                    columns.TryAdd(cells[i], i);
                }

                var absent = required.Where(name => !columns.ContainsKey(name)).ToList();
                if (absent.Count > 0)
                {
                    throw new ImportException(
                        $"{path} has no column {string.Join(", ", absent)}; its first line must name the columns");
                }

                width = cells.Length;
                return;
            }

            if (cells.Length != width)
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture, $"{path}, line {line}: {cells.Length} cells where the header has {width}"));
            }

            row(new(path, line, columns, cells));
        });
    }

    // The delimiter of the first line that occurs most; a comma where there is none.
    private static char Delimiter(string path)
    {
        using var text = InputFile.OpenText(path);
        char[] start = new char[4096];
        int length;
        try
        {
            length = text.ReadBlock(start, 0, start.Length);
        }
        catch (DecoderFallbackException error)
        {
            throw InputFile.NotUtf8(path, error);
        }

        var line = start.AsSpan(0, length);
        int end = line.IndexOfAny('\r', '\n');
        if (end >= 0)
        {
            line = line[..end];
        }

        char best = ',';
        int most = line.Count(',');
        foreach (char candidate in (ReadOnlySpan<char>)['\t', ';'])
        {
            if (line.Count(candidate) <= most)
            {
                continue;
            }

            most = line.Count(candidate);
            best = candidate;
        }

        return best;
    }
}
