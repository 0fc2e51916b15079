namespace CompExplain.Storage.Files;

/// <summary>What a failure of the file system means, in words for people.</summary>
public static class FileFailure
{
    // ENOSPC and EDQUOT on Linux and macOS, ERROR_DISK_FULL on Windows; EAGAIN and ERROR_SHARING_VIOLATION.
    private const int NoSpace = 28;
    private const int LinuxQuota = 122;
    private const int MacQuota = 69;
    private const int DiskFull = unchecked((int)0x80070070);
    private const int LinuxShared = 11;
    private const int MacShared = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>Whether the disk or the user's part of it is full.</summary>
    /// <param name="failure">The failure.</param>
    public static bool IsDiskFull(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure is IOException
            && (failure.HResult is NoSpace or DiskFull
                || (failure.HResult == LinuxQuota && OperatingSystem.IsLinux())
                || (failure.HResult == MacQuota && OperatingSystem.IsMacOS()));
    }

    /// <summary>Whether another process has the file open.</summary>
    /// <param name="failure">The failure.</param>
    public static bool IsShared(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure is IOException
            && (failure.HResult == SharingViolation
                || (failure.HResult == LinuxShared && OperatingSystem.IsLinux())
                || (failure.HResult == MacShared && OperatingSystem.IsMacOS()));
    }

    /// <summary>What is wrong, as the end of a sentence: <c>the disk is full</c>.</summary>
    /// <param name="failure">The failure.</param>
    public static string Describe(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return IsDiskFull(failure) ? "the disk is full" : IsShared(failure) ? "another process is using it" : failure.Message;
    }
}
