using System.Runtime.InteropServices;
using CompExplain.Storage.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace CompExplain.Storage.Files;

/// <summary>
/// One SQLite connection: prepared statements kept by their text, one caller at a time, and SQLite's errors told as
/// <see cref="StorageException"/>s that name the file.
/// </summary>
internal sealed class ProbeConnection : IDisposable
{
    // https://www.sqlite.org/rescode.html
    private const int CannotReadOrWrite = 10;
    private const int CannotOpen = 14;

    private readonly Lock _lock = new();
    private readonly SqliteConnection _sqlite;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];
    private SafeFileHandle? _file;
    private SqliteTransaction? _transaction;

    private ProbeConnection(string path, string shownPath, SqliteConnection sqlite)
    {
        Path = shownPath;
        FilePath = path;
        _sqlite = sqlite;
    }

    /// <summary>The path to name in messages.</summary>
    public string Path { get; }

    /// <summary>The file that is open.</summary>
    public string FilePath { get; }

    /// <summary>Whether the file can be written.</summary>
    public bool IsWritable { get; private init; }

    /// <summary>Makes a new file for an import to fill. Nobody else sees it, so it needs no journal.</summary>
    public static ProbeConnection Create(string path, string shownPath)
    {
        var connection = new ProbeConnection(path, shownPath, Connect(path, shownPath, SqliteOpenMode.ReadWriteCreate)) { IsWritable = true };
        connection.Guard(() =>
        {
            connection.Pragma("page_size = 8192");
            connection.Pragma("journal_mode = OFF");
            connection.Pragma("synchronous = OFF");
            connection.Pragma("locking_mode = EXCLUSIVE");
            connection.Pragma("foreign_keys = ON");
            using var transaction = connection._sqlite.BeginTransaction();
            Schema.Apply(connection._sqlite, transaction, version: 0);
            transaction.Commit();
            return 0;
        });
        return connection;
    }

    /// <summary>Opens a file that is there, to write where the system lets us and to read where it does not.</summary>
    public static ProbeConnection Open(string path)
    {
        int version = DatabaseHeader.Check(path);
        bool writable = IsFileWritable(path);
        try
        {
            return Open(path, version, path, writable);
        }
        catch (StorageException error) when (error.InnerException is SqliteException { SqliteErrorCode: CannotReadOrWrite or CannotOpen } && !DatabaseHeader.HasLog(path))
        {
            // A full disk, or a folder that may not be written, has no room for the files beside it that writers and readers
            // agree by. Where nobody has written into them, all is in the file itself.
            return Open(path, version, new Uri(System.IO.Path.GetFullPath(path)).AbsoluteUri + "?immutable=1", writable: false);
        }
    }

    private static ProbeConnection Open(string path, int version, string source, bool writable)
    {
        var sqlite = Connect(source, path, writable ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly);
        var connection = new ProbeConnection(path, path, sqlite) { IsWritable = writable };
        try
        {
            connection._file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            connection.Guard(() =>
            {
                if (writable)
                {
                    connection.Pragma("synchronous = NORMAL");
                }

                connection.Pragma("foreign_keys = ON");
                connection.Pragma("cell_size_check = ON");
                connection.Pragma("schema_version");
                if (version < Schema.Newest)
                {
                    connection.Migrate();
                }

                return 0;
            });
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs one piece of work with the connection to itself.</summary>
    public T Guard<T>(Func<T> work)
    {
        lock (_lock)
        {
            try
            {
                return work();
            }
            catch (SqliteException error)
            {
                throw StorageException.From(Path, error);
            }
        }
    }

    /// <summary>Starts a transaction that locks out other writers at once.</summary>
    public void Begin() => Guard(() => _transaction = _sqlite.BeginTransaction(deferred: false));

    /// <summary>Makes the transaction's writes last.</summary>
    public void Commit() => Guard(() =>
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
        return 0;
    });

    /// <summary>Runs one piece of work in a transaction, with the connection to itself.</summary>
    public void InTransaction(Action work) => Guard(() =>
    {
        Begin();
        try
        {
            work();
            Commit();
        }
        finally
        {
            _transaction?.Dispose();
            _transaction = null;
        }

        return 0;
    });

    /// <summary>Runs a statement that returns no rows, and returns the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        object?[] copy = values.ToArray();
        return Guard(() => Prepare(sql, copy).ExecuteNonQuery());
    }

    /// <summary>Runs an INSERT and returns the row's id.</summary>
    public long Insert(string sql, params ReadOnlySpan<object?> values)
    {
        object?[] copy = values.ToArray();
        return Guard(() =>
        {
            Prepare(sql, copy).ExecuteNonQuery();
            return (long)Prepare("SELECT last_insert_rowid()", []).ExecuteScalar()!;
        });
    }

    /// <summary>Reads all rows of a query.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        object?[] copy = values.ToArray();
        return Guard(() =>
        {
            var rows = new List<T>();
            using var reader = Prepare(sql, copy).ExecuteReader();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return rows;
        });
    }

    /// <summary>Reads one value; the default where there is no row.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values)
    {
        object?[] copy = values.ToArray();
        return Guard(() => Prepare(sql, copy).ExecuteScalar() is T value ? value : default);
    }

    /// <summary>Writes a large value, streamed: the row is inserted with room for it, and then filled.</summary>
    /// <param name="sql">An INSERT with a <c>zeroblob(@n)</c> as its last value, n being one past <paramref name="values"/>.</param>
    /// <param name="table">The table of that INSERT, whose large column is <c>data</c>.</param>
    /// <param name="data">The value.</param>
    /// <param name="values">The other values.</param>
    public void InsertBlob(string sql, string table, ReadOnlySpan<byte> data, params ReadOnlySpan<object?> values)
    {
        long row = Insert(sql, [.. values, (long)data.Length]);
        lock (_lock)
        {
            try
            {
                using var blob = new SqliteBlob(_sqlite, table, "data", row);
                blob.Write(data);
            }
            catch (SqliteException error)
            {
                throw StorageException.From(Path, error);
            }
        }
    }

    /// <summary>Reads a large value, streamed into an array of the values that it holds.</summary>
    public T[] ReadBlob<T>(string table, long row)
        where T : unmanaged => Guard(() =>
    {
        using var blob = new SqliteBlob(_sqlite, table, "data", row, readOnly: true);
        int size = Marshal.SizeOf<T>();
        if (blob.Length % size != 0)
        {
            throw StorageException.Damaged(Path, $"{table} row {row} has {blob.Length} bytes, which are no whole values");
        }

        var values = GC.AllocateUninitializedArray<T>((int)(blob.Length / size));
        blob.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    });

    /// <summary>Sets or asks a pragma.</summary>
    public object? Pragma(string pragma) => Guard(() =>
    {
        using var command = _sqlite.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = "PRAGMA " + pragma;
        return command.ExecuteScalar();
    });

    /// <summary>Whether the file at the path is another one than that which is open.</summary>
    public bool HasMoved()
    {
        if (_file is not { } file)
        {
            return false;
        }

        try
        {
            // Two looks: a write between the two questions of one is no move.
            return IsElsewhere(file) && IsElsewhere(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return !File.Exists(FilePath);
        }
    }

    // There is no portable name for what a file is: two files that are written at the same instant, to the tick, with as
    // many bytes pass for one.
    private bool IsElsewhere(SafeFileHandle file) =>
        !File.Exists(FilePath) || File.GetLastWriteTimeUtc(file) != File.GetLastWriteTimeUtc(FilePath) || RandomAccess.GetLength(file) != new FileInfo(FilePath).Length;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _transaction?.Dispose();
        _sqlite.Dispose();
        _file?.Dispose();
    }

    private static SqliteConnection Connect(string path, string shownPath, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw StorageException.From(shownPath, error);
        }
    }

    private static bool IsFileWritable(string path)
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

    // The header that was read before lags behind what another process wrote to the log beside the file: SQLite knows better,
    // and what it says within the transaction stays so.
    private void Migrate()
    {
        if (!IsWritable)
        {
            long version = (long)Pragma("user_version")!;
            if (version == Schema.Newest)
            {
                return;
            }

            throw new StorageException(
                StorageFailure.ReadOnly, $"{Path} is of an older schema ({version}) and read-only; make it writable once, so that it can be brought up to date");
        }

        _transaction = _sqlite.BeginTransaction(deferred: false);
        Schema.Apply(_sqlite, _transaction, (int)(long)Pragma("user_version")!);
        Commit();
    }

    private SqliteCommand Prepare(string sql, object?[] values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _sqlite.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "@" + (i + 1) });
            }

            _prepared[sql] = command;
        }

        command.Transaction = _transaction;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
