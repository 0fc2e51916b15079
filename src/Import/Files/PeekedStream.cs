namespace CompExplain.Import.Files;

/// <summary>A stream that is read once, from its start on, and whose first bytes can be looked at before.</summary>
/// <remarks>It serves a pipe as well as a file: nothing in it seeks.</remarks>
internal sealed class PeekedStream : Stream
{
    private const int PeekedBytes = 4096;

    private readonly Stream _inner;
    private readonly byte[] _start = new byte[PeekedBytes];
    private readonly int _count;
    private int _served;

    /// <summary>Reads the first bytes.</summary>
    /// <param name="inner">The stream, at its start; closed with this one.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public PeekedStream(Stream inner)
    {
        _inner = inner;
        IsPipe = !inner.CanSeek;
        _count = inner.ReadAtLeast(_start, _start.Length, throwOnEndOfStream: false);
    }

    /// <summary>The first bytes; fewer than 4,096 only if there are no more.</summary>
    public ReadOnlySpan<byte> Start => _start.AsSpan(0, _count);

    /// <summary>Whether the bytes come once and in order, as from a pipe.</summary>
    public bool IsPipe { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_served == _count)
        {
            return _inner.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _count - _served);
        _start.AsSpan(_served, count).CopyTo(buffer);
        _served += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
