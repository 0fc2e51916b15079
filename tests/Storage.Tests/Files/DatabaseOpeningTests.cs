using System.IO.Pipes;
using CompExplain.Fixtures;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Tests.Files;

/// <summary>What cannot be opened says which kind of thing it is, and stays as it was to the byte.</summary>
public sealed class DatabaseOpeningTests
{
    [Fact]
    public void Open_NoFile_SaysSo() => AssertRefused("absent.cxdb", null, StorageFailure.NotFound, "there is no ");

    [Fact]
    public void Open_Pipe_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pipe has a path on Linux");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        string path = $"/proc/self/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}";
        Assert.Contains(
            "or a pipe", Assert.Throws<StorageException>(() => ProbeDatabase.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EmptyFile_SaysItIsEmpty() => AssertRefused("empty.cxdb", [], StorageFailure.NotOurs, "is empty");

    [Fact]
    public void Open_TextFile_SaysItIsNoDatabase() =>
        AssertRefused(
            "text.cxdb",
            "Dear diary, this is no database at all."u8.ToArray(),
            StorageFailure.NotOurs,
            "is not a probe database");

    [Fact]
    public void Open_HeaderAlone_SaysItIsCutShort() =>
        AssertRefused("header.cxdb", "SQLite format 3\0"u8.ToArray(), StorageFailure.Damaged, "cut short");

    [Fact]
    public void Open_AnotherProgramsDatabase_SaysItIsNotOurs()
    {
        using var folder = new TempFolder();
        string path = folder.File("other.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')";
            command.ExecuteNonQuery();
        }

        AssertRefused(path, StorageFailure.NotOurs, "is an SQLite database, but not a probe database");
    }

    [Fact]
    public void Open_SchemaBroughtUpToDateByAnotherThatIsOpen_IsNotDoneTwice()
    {
        using var folder = new TempFolder();
        string path = Written(folder);
        using var other = new SqliteConnection($"Data Source={path};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = $"PRAGMA user_version = 1; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA user_version = {Schema.Newest}";
        command.ExecuteNonQuery();

        // The file's header says 1, the log beside it says the newest.
        using var database = ProbeDatabase.Open(path);
        Assert.NotEqual(0, database.Dataset.InputCount);
    }

    [Fact]
    public void Open_NewerSchema_SaysToUpdate()
    {
        using var folder = new TempFolder();
        string path = Written(folder);
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999; PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        AssertRefused(path, StorageFailure.Newer, "was written by a newer CompExplain (schema 999");
    }

    [Fact]
    public void Open_CutInHalf_SaysItIsCutShort()
    {
        using var folder = new TempFolder();
        string path = Written(folder);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        AssertRefused(path, StorageFailure.Damaged, "is damaged: it is cut short");
    }

    [Fact]
    public void Open_Folder_SaysItIsAFolder()
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<StorageException>(() => ProbeDatabase.Open(folder.Path));
        Assert.Contains("is a folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ReadOnlyFile_CanBeAsked()
    {
        using var folder = new TempFolder();
        string path = Written(folder);
        new FileInfo(path).IsReadOnly = true;
        using var database = ProbeDatabase.Open(path);
        Assert.Equal(9, database.Concepts.Count);
        Assert.True(database.Index.SignatureCount > 1);
    }

    [Fact]
    public void Open_NoPlaceForFilesBesideIt_CanBeAskedAndNotWritten()
    {
        // As on a full disk, or in a folder that may not be written.
        using var folder = new TempFolder();
        string path = Written(folder);
        Directory.CreateDirectory(path + "-shm");
        using var database = ProbeDatabase.Open(path);
        Assert.Equal(9, database.Concepts.Count);
        var error = Assert.Throws<StorageException>(() => database.Formulas.Save(new NamedFormula("wet", "water")));
        Assert.Contains("or the disk is full", error.Message, StringComparison.Ordinal);
        Assert.Throws<StorageException>(() => DatabaseWriter.Open(path));
    }

    [Fact]
    public void Create_FileExists_IsRefusedAndTheFileStays()
    {
        using var folder = new TempFolder();
        string path = Written(folder);
        byte[] before = File.ReadAllBytes(path);
        var error = Assert.Throws<StorageException>(() => NaiveProbe.Images(2).Write(path));
        Assert.Equal(StorageFailure.AlreadyExists, error.Failure);
        Assert.Equal((StorageRemedy.Replace, path), (error.Remedy, error.Path));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void Create_ReplaceAnotherKindOfFile_IsRefusedAndTheFileStays()
    {
        using var folder = new TempFolder();
        string path = folder.File("thesis.txt");
        File.WriteAllText(path, "years of work");
        var error = Assert.Throws<StorageException>(
            () => DatabaseWriter.Create(path, new DatasetDescription("x", DatasetKind.Texts, 1, 1, 1), replace: true));
        Assert.Equal(StorageFailure.NotOurs, error.Failure);
        Assert.Equal("years of work", File.ReadAllText(path));
    }

    private static string Written(TempFolder folder)
    {
        string path = folder.File("probe.cxdb");
        NaiveProbe.Images(1).Write(path);
        return path;
    }

    private static void AssertRefused(string name, byte[]? bytes, StorageFailure failure, string words)
    {
        using var folder = new TempFolder();
        if (bytes is not null)
        {
            File.WriteAllBytes(folder.File(name), bytes);
        }

        AssertRefused(folder.File(name), failure, words);
    }

    private static void AssertRefused(string path, StorageFailure failure, string words)
    {
        byte[]? before = File.Exists(path) ? File.ReadAllBytes(path) : null;
        foreach (var open in new Func<IDisposable>[] { () => ProbeDatabase.Open(path), () => DatabaseWriter.Open(path) })
        {
            var error = Assert.Throws<StorageException>(() => open().Dispose());
            Assert.Equal(failure, error.Failure);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.Exists(path) ? File.ReadAllBytes(path) : null);
        Assert.Equal(before is null ? 0 : 1, Directory.GetFiles(Path.GetDirectoryName(path)!).Length);
    }
}
