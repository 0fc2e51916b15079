namespace CompExplain.Storage.Files;

/// <summary>The reason why a probe database could not be opened, read or written.</summary>
public enum StorageFailure
{
    /// <summary>There is no such file.</summary>
    NotFound,

    /// <summary>The file exists and was to be created.</summary>
    AlreadyExists,

    /// <summary>The file is something else: not SQLite, or another program's SQLite database.</summary>
    NotOurs,

    /// <summary>The file was written by a later version, with a schema unknown here.</summary>
    Newer,

    /// <summary>The file is cut short, or what it holds does not agree with its checksums.</summary>
    Damaged,

    /// <summary>Another program is writing to the file.</summary>
    Locked,

    /// <summary>Another program has changed the file's concepts, inputs or units since it was opened.</summary>
    Changed,

    /// <summary>The file may not be written here.</summary>
    ReadOnly,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>What was given does not fit what is stored.</summary>
    Invalid,

    /// <summary>Any other failure that SQLite or the system reported.</summary>
    Other,
}
