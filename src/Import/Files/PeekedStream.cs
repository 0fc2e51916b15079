namespace CompExplain.Import.Files;

/// <summary>A stream that is read once, from its start on, and whose first bytes can be looked at before.</summary>
/// <remarks>It serves a pipe as well as a file: nothing in it seeks.</remarks>
internal sealed class PeekedStream : ForwardStream
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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
