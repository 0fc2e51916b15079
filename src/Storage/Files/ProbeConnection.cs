using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Files;

/// <summary>
/// One SQLite connection: it keeps prepared statements by their text, serves one caller at a time, and turns SQLite's errors into
/// <see cref="StorageException"/>s that name the file.
/// </summary>
internal sealed class ProbeConnection : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SqliteConnection _sqlite;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];
    private FileIdentity? _file;
    private SqliteTransaction? _transaction;

    // What is read is of one moment, until it is renewed.
    private bool _isPinned;
    private Dictionary<string, long>? _pinned;
    private bool _isStale;

    /// <summary>Takes over an open connection.</summary>
    public ProbeConnection(string path, SqliteConnection sqlite, bool isWritable)
    {
        Path = path;
        _sqlite = sqlite;
        IsWritable = isWritable;
    }

    /// <summary>The path to name in messages.</summary>
    public string Path { get; }

    /// <summary>Whether the file can be written.</summary>
    public bool IsWritable { get; }

    /// <summary>Takes over what tells whether the file has moved.</summary>
    public void Watch(FileIdentity file) => _file = file;

    /// <summary>Runs one piece of work with the connection to itself.</summary>
    public T Guard<T>(Func<T> work)
    {
        lock (_lock)
        {
            if (_isStale)
            {
                throw Changed();
            }

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

    /// <summary>
    /// Reads the file as it is at this moment from here on, whatever other processes write, until <see cref="TryRenew"/>. What
    /// this connection writes in transactions is seen.
    /// </summary>
    public void Pin() => Guard(() =>
    {
        RunScript("BEGIN");
        _isPinned = true;

        // The first reading fixes the moment.
        _pinned = TableChecksums.Stored(this);
        return 0;
    });

    /// <summary>Reads the file as it is now.</summary>
    /// <returns>False if its inputs, its concepts or a layer are others than when it was pinned: what was read of it no longer
    /// holds, and nothing more is read.</returns>
    public bool TryRenew()
    {
        lock (_lock)
        {
            if (_isStale || _pinned is null)
            {
                return !_isStale;
            }

            return Guard(() =>
            {
                Unpin();
                RunScript("BEGIN");
                _isPinned = true;
                _isStale = !TableChecksums.AreOfTheSame(_pinned, TableChecksums.Stored(this));
                return !_isStale;
            });
        }
    }

    /// <summary>The error of a file that is another one now.</summary>
    public StorageException Changed() => new(
        StorageFailure.Changed,
        $"{Path} was changed by another program: its inputs, its concepts or a layer are others than when it was opened; "
            + "open it again");

    /// <summary>Starts a transaction that locks out other writers at once.</summary>
    /// <exception cref="StorageException">What was read of the file no longer holds.</exception>
    public void Begin() => Guard(() =>
    {
        Unpin();
        _transaction = _sqlite.BeginTransaction(deferred: false);
        if (_pinned is { } before && !TableChecksums.AreOfTheSame(before, TableChecksums.Stored(this)))
        {
            _transaction.Dispose();
            _transaction = null;
            _isStale = true;
            throw Changed();
        }

        return 0;
    });

    /// <summary>Commits the transaction.</summary>
    public void Commit() => Guard(() =>
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
        return 0;
    });

    private void Unpin()
    {
        if (_isPinned)
        {
            _isPinned = false;
            RunScript("COMMIT");
        }
    }

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
            _ = TryRenew();
        }

        return 0;
    });

    /// <summary>Runs a statement in a transaction, and returns the number of rows that it changed.</summary>
    public int Write(string sql, params ReadOnlySpan<object?> values)
    {
        object?[] copy = values.ToArray();
        int changed = 0;
        InTransaction(() => changed = Execute(sql, copy));
        return changed;
    }

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
                try
                {
                    rows.Add(read(reader));
                }
                catch (Exception error) when (IsOfDamage(error))
                {
                    throw Damaged(sql, rows.Count + 1, error);
                }
            }

            return rows;
        });
    }

    /// <summary>Reads one value; the default if there is no row.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values)
    {
        object?[] copy = values.ToArray();
        return Guard(() => Prepare(sql, copy).ExecuteScalar() switch
        {
            T value => value,
            null or DBNull => default,
            var other => throw Damaged(sql, 1, new InvalidCastException(other.GetType().Name)),
        });
    }

    /// <summary>Writes a large value, streamed: the row is inserted with room for it, and then filled.</summary>
    /// <param name="sql">
    /// An INSERT with a <c>zeroblob(@n)</c> as its last value, n being one past <paramref name="values"/>.
    /// </param>
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
        if (blob.Length > FileLength())
        {
            throw StorageException.Damaged(Path, $"{table} row {row} is said to be larger than the file");
        }

        int size = Marshal.SizeOf<T>();
        if (blob.Length % size != 0)
        {
            throw StorageException.Damaged(Path, $"{table} row {row} has {blob.Length} bytes, which are no whole values");
        }

        var values = GC.AllocateUninitializedArray<T>((int)(blob.Length / size));
        blob.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    });

    // What is in the log beside the file included.
    private long FileLength() => (long)Pragma("page_count")! * (long)Pragma("page_size")!;

    /// <summary>Runs a script of statements without parameters.</summary>
    public void RunScript(string sql) => Guard(() =>
    {
        using var command = _sqlite.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    });

    /// <summary>Sets or reads a pragma.</summary>
    public object? Pragma(string pragma) => Guard(() =>
    {
        using var command = _sqlite.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = "PRAGMA " + pragma;
        return command.ExecuteScalar();
    });

    /// <summary>Whether the file at the path is another one than that which is open.</summary>
    public bool HasMoved() => _file is { } file && file.HasMoved();

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

    // What reading a value that cannot be ends in.
    private static bool IsOfDamage(Exception error) =>
        error is RowException or InvalidCastException or InvalidOperationException or OverflowException or FormatException;

    private StorageException Damaged(string sql, int row, Exception error)
    {
        const string from = "FROM ";
        int start = sql.IndexOf(from, StringComparison.Ordinal);
        string table = start < 0 ? sql : sql[(start + from.Length)..].Split(' ', '\n')[0];
        string what = error switch
        {
            RowException => error.Message,
            InvalidOperationException => "a value is missing",
            OverflowException => "a number is out of range",
            _ => "a value is of another type than its column",
        };
        return StorageException.Damaged(
            Path, string.Create(CultureInfo.InvariantCulture, $"{what} in {table}, row {row}"), error);
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
