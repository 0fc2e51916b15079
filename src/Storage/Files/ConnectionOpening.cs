using CompExplain.Storage.Migrations;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace CompExplain.Storage.Files;

/// <summary>
/// Opens connections: to a new file that an import fills, and to a file that exists, which is migrated if need be.
/// </summary>
internal static class ConnectionOpening
{
    // SQLITE_DBCONFIG_DEFENSIVE and SQLITE_DBCONFIG_TRUSTED_SCHEMA.
    private const int DefensiveConfig = 1010;
    private const int TrustedSchemaConfig = 1017;

    /// <summary>Makes a new file for an import to fill. Nobody else sees it, so it needs no journal.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="shownPath">The path to name in messages.</param>
    /// <exception cref="StorageException">The file cannot be made.</exception>
    public static ProbeConnection Create(string path, string shownPath)
    {
        var connection = new ProbeConnection(
            shownPath, Connect(path, shownPath, SqliteOpenMode.ReadWriteCreate), isWritable: true);
        try
        {
            connection.Pragma("page_size = 8192");
            connection.Pragma("journal_mode = OFF");
            connection.Pragma("synchronous = OFF");
            connection.Pragma("locking_mode = EXCLUSIVE");
            connection.Pragma("foreign_keys = ON");
            Migrate(connection, () => 0);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file that exists, to write if the system allows it, otherwise to read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">There is no such file, or it is not ours, of a newer version, or damaged.</exception>
    public static ProbeConnection Open(string path)
    {
        DatabaseHeader.Check(path);
        try
        {
            return Open(path, path, IsWritable(path));
        }
        catch (StorageException error) when (
            error.InnerException is SqliteException { SqliteErrorCode: SQLITE_IOERR or SQLITE_CANTOPEN or SQLITE_READONLY }
                && !DatabaseHeader.HasLog(path))
        {
            // A full disk, or a folder that may not be written, has no room for the files beside the database that writers and
            // readers share. If they hold nothing, everything is in the file itself.
            string source = new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1";
            return Open(path, source, isWritable: false);
        }
        catch (StorageException error) when (
            error.InnerException is SqliteException { SqliteErrorCode: SQLITE_IOERR or SQLITE_CANTOPEN or SQLITE_READONLY })
        {
            string log = Path.GetFileName(path) + "-wal";
            throw new StorageException(
                StorageFailure.ReadOnly,
                $"{path} cannot be opened: a program that was stopped left changes in {log} beside it, and its folder cannot be "
                    + $"written, or the disk is full; copy both files to a folder of your own, and open the copy",
                error);
        }
    }

    private static ProbeConnection Open(string path, string source, bool isWritable)
    {
        var mode = isWritable ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly;
        var sqlite = Connect(source, path, mode);
        Distrust(sqlite);
        var connection = new ProbeConnection(path, sqlite, isWritable);
        try
        {
            connection.Watch(new FileIdentity(path));
            if (isWritable)
            {
                connection.Pragma("synchronous = NORMAL");
            }

            connection.Pragma("foreign_keys = ON");
            connection.Pragma("cell_size_check = ON");
            connection.Pragma("temp_store = MEMORY");

            // The header that was read before lags behind what another process wrote to the log beside the file.
            int version = Version(connection);
            if (version > Schema.Newest)
            {
                throw DatabaseHeader.Newer(path, version);
            }

            var differences = SchemaComparison.Differences(connection, version);
            if (differences.Count > 0)
            {
                throw new StorageException(
                    StorageFailure.NotOurs,
                    $"{path} is not as CompExplain makes a database: {string.Join("; ", differences.Take(3))}; nothing in it was "
                        + "run; import again what it was made from")
                {
                    Details = differences,
                };
            }

            if (version < Schema.Newest)
            {
                BringUpToDate(connection, version);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connect(string path, string shownPath, SqliteOpenMode mode)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 };
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            RowChecksums.AddTo(connection);
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw StorageException.From(shownPath, error);
        }
    }

    private static bool IsWritable(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // What is in a file from strangers is data: nothing that its schema names is run, and no statement changes the schema's text.
    // https://www.sqlite.org/security.html
    private static void Distrust(SqliteConnection connection)
    {
        _ = sqlite3_db_config(connection.Handle, DefensiveConfig, 1, out _);
        _ = sqlite3_db_config(connection.Handle, TrustedSchemaConfig, 0, out _);
    }

    // Within the transaction the version stays what it is.
    private static void BringUpToDate(ProbeConnection connection, int version)
    {
        if (!connection.IsWritable)
        {
            throw new StorageException(
                StorageFailure.ReadOnly,
                $"{connection.Path} is of an older schema ({version}) and read-only; "
                    + "make it writable once, so that it can be brought up to date");
        }

        Migrate(connection, () => Version(connection));
    }

    private static int Version(ProbeConnection connection) => (int)(long)connection.Pragma("user_version")!;

    private static void Migrate(ProbeConnection connection, Func<int> version) => connection.InTransaction(() =>
    {
        foreach (string script in Schema.Scripts(version(), Schema.Newest))
        {
            connection.RunScript(script);
        }
    });
}
