using System.Globalization;
using System.Text;
using CsvHelper;

namespace CompExplain.Import.Files;

/// <summary>
/// Reads CSV files record by record, strictly: UTF-8, bounded records, and quotes where quotes belong. Cells are separated by
/// commas, or by semicolons or tabs where the first line has more of these. A file is read once, so that it may be a pipe.
/// </summary>
internal static class CsvFile
{
    private const int MaximumRecordLength = 16 << 20;
    private const int MaximumColumns = 1 << 20;
    private const int ShortLength = 40;

    /// <summary>Calls back for every record that is not blank.</summary>
    /// <param name="path">The file.</param>
    /// <param name="record">Receives the record's cells and its line.</param>
    /// <exception cref="ImportException">Not there, empty, not UTF-8, or not CSV.</exception>
    public static void Read(string path, Action<string[], long> record)
    {
        using var stream = InputFile.OpenOnce(path);
        ForeignFile.Refuse(path, stream.Start, "a CSV file");
        Read(path, stream, record);
    }

    /// <summary>Calls back for every record that is not blank, of a file that is open.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="record">Receives the record's cells and its line.</param>
    /// <exception cref="ImportException">Empty, not UTF-8, or not CSV.</exception>
    public static void Read(string path, PeekedStream stream, Action<string[], long> record)
    {
        char separator = Separator(stream.Start);
        using var text = new BoundedColumns(InputFile.TextOf(stream), separator, path);
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = separator,
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
            throw (stream.IsPipe ? null : InputFile.FindNotUtf8(path)) ?? InputFile.NotUtf8(path, "after line", line, error);
        }
        catch (Exception error) when (error is CsvFormatException or IOException or InvalidDataException)
        {
            string what = error.Message.Contains(nameof(CsvReaderOptions.MaxRecordSize), StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"a row of more than {MaximumRecordLength:N0} characters")
                : error.Message.Split('\n')[0].Trim();
            throw new ImportException(
                string.Create(CultureInfo.InvariantCulture, $"{path}, after line {line}: {what}; is it a CSV file?"), error);
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
    /// <exception cref="ImportException">
    /// As for <see cref="Read(string, Action{string[], long})"/>, a column missing or there twice, or a row of another width.
    /// </exception>
    public static void ReadTable(string path, IReadOnlyList<string> required, Action<CsvRecord> row)
    {
        CsvColumns? columns = null;
        Read(path, (cells, line) =>
        {
            if (columns is null)
            {
                columns = new(path, cells);
                var absent = required.Where(name => columns.IndexOf(name) < 0).ToList();
                if (absent.Count > 0)
                {
                    throw new ImportException(
                        $"{path} has no column {string.Join(", ", absent)}; its first line must name the columns");
                }

                return;
            }

            if (cells.Length != columns.Count)
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}, line {line}: {cells.Length} cells where the header has {columns.Count}"));
            }

            row(new(path, line, columns, cells));
        });
    }

    /// <summary>A cell for a message: its start, if it is long.</summary>
    public static string Shorten(string text) => text.Length <= ShortLength ? text : text[..ShortLength] + "...";

    // What the first line has most of outside quotes; a comma where there is none.
    private static char Separator(ReadOnlySpan<byte> start)
    {
        int commas = 0, tabs = 0, semicolons = 0;
        bool isQuoted = false;
        foreach (byte b in start)
        {
            if (b is (byte)'\n' or (byte)'\r' && !isQuoted)
            {
                break;
            }

            isQuoted ^= b == '"';
            commas += !isQuoted && b == ',' ? 1 : 0;
            tabs += !isQuoted && b == '\t' ? 1 : 0;
            semicolons += !isQuoted && b == ';' ? 1 : 0;
        }

        return tabs > commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    /// <summary>Passes text on, and ends it where a line has more cells than any table, before the cells are made.</summary>
    private sealed class BoundedColumns(TextReader text, char separator, string path) : TextReader
    {
        private int _separators;

        public override int Peek() => text.Peek();

        public override int Read() => throw new NotSupportedException();

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        public override int Read(Span<char> buffer)
        {
            int count = text.Read(buffer);
            var rest = buffer[..count];
            while (true)
            {
                int at = rest.IndexOfAny('\n', '\r');
                _separators += (at < 0 ? rest : rest[..at]).Count(separator);
                if (_separators >= MaximumColumns)
                {
                    throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}: a line of more than {MaximumColumns:N0} cells, the most that are read; turn the table, or save "
                        + $"it with numpy.save"));
                }

                if (at < 0)
                {
                    return count;
                }

                _separators = 0;
                rest = rest[(at + 1)..];
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                text.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
