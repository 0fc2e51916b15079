using CompExplain.Storage.Files;

namespace CompExplain.Cli;

/// <summary>
/// Standard output. What cannot be written is told as what it is: nobody reads the other end (<c>| head</c>), which is no error
/// and a <see cref="BrokenPipeException"/>; it is closed (<c>&gt;&amp;-</c>), or the disk is full.
/// </summary>
internal sealed class StandardOutput : Stream
{
    // EBADF and EPIPE on Linux and macOS.
    private const int BadDescriptor = 9;
    private const int BrokenPipe = 32;

    private readonly Stream _stream;

    public StandardOutput(Stream stream) => _stream = stream;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => _stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _stream.Write(buffer);
        }
        catch (IOException error) when (error.HResult == BrokenPipe && !OperatingSystem.IsWindows())
        {
            throw new BrokenPipeException(error);
        }
        catch (IOException error) when (FileFailure.IsDiskFull(error))
        {
            throw new IOException("standard output cannot be written: the disk is full", error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException { HResult: BadDescriptor })
        {
            throw new IOException("standard output is closed: nothing can be printed", error);
        }
    }
}
