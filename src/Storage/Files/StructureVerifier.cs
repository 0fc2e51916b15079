using System.Globalization;

namespace CompExplain.Storage.Files;

/// <summary>Checks the file's structure, and rows and large values against their checksums.</summary>
internal static class StructureVerifier
{
    /// <summary>Checks the file's structure by SQLite's own checks.</summary>
    public static void VerifyFile(ProbeConnection connection, Verification verification)
    {
        verification.Report("file structure", 0, 1);
        var lines = connection.Rows("PRAGMA integrity_check", row => row.GetString(0));
        foreach (string line in lines.Where(line => line != "ok"))
        {
            verification.AddProblem("file structure: " + line);
        }

        var orphans = connection.Rows(
            "PRAGMA foreign_key_check",
            row => $"{row.GetString(0)} row {row.GetValue(1)} refers to a missing {row.GetString(2)}");
        foreach (string orphan in orphans)
        {
            verification.AddProblem(orphan);
        }

        verification.AddChecked("file structure");
    }

    /// <summary>Checks the rows of each table against the table's checksum.</summary>
    public static void VerifyTables(ProbeConnection connection, Verification verification)
    {
        foreach (string table in TableChecksums.FindChanged(connection))
        {
            verification.AddProblem($"the table of {table} does not match its checksum");
        }

        foreach (string table in RowChecksums.Tables)
        {
            verification.Attempt(() =>
            {
                var changed = connection.Rows(
                    $"""
                    SELECT number FROM (SELECT row_number() OVER () AS number, {RowChecksums.Fits(table)} AS fits FROM {table})
                    WHERE NOT fits
                    """,
                    row => row.GetInt64(0));
                foreach (long row in changed)
                {
                    verification.AddProblem($"the values do not match their checksum in {table}, row {row}");
                }
            });
        }

        verification.AddChecked("names, texts and numbers");
    }

    /// <summary>Checks the large values of a table against their checksums.</summary>
    public static void VerifyBlobs(ProbeConnection connection, string table, Verification verification)
    {
        var rows = connection.Rows(
            $"SELECT rowid, checksum FROM {table}", row => (Id: row.GetInt64(0), Checksum: row.GetInt64(1)));
        foreach (var (id, checksum) in rows)
        {
            verification.Cancellation.ThrowIfCancellationRequested();
            verification.Attempt(() =>
            {
                if (Checksum.Of(connection.ReadBlob<byte>(table, id)) != checksum)
                {
                    verification.AddProblem($"{table} row {id} does not match its checksum");
                }
            });
        }

        verification.AddChecked(string.Create(CultureInfo.InvariantCulture, $"{rows.Count:N0} {table.Replace('_', ' ')}"));
    }
}
