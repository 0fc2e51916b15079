namespace CompExplain.Cli;

/// <summary>
/// A stream to write to that throws <see cref="BrokenPipeException"/> if nobody reads the other end, which is no error:
/// <c>| head</c>.
/// </summary>
internal sealed class OutputPipe : Stream
{
    // EPIPE on Linux and macOS; on Windows this stream is not used (see Terminal).
    private const int BrokenPipe = 32;

    private readonly Stream _pipe;

    public OutputPipe(Stream pipe) => _pipe = pipe;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => _pipe.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _pipe.Write(buffer);
        }
        catch (IOException error) when (error.HResult == BrokenPipe)
        {
            throw new BrokenPipeException(error);
        }
    }
}
