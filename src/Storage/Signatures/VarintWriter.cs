namespace CompExplain.Storage.Signatures;

/// <summary>
/// Bytes that grow, for unsigned integers of 7 bits a byte, the lowest first (LEB128); <see cref="Varint.Read"/> reads them.
/// </summary>
internal sealed class VarintWriter(int capacity)
{
    private byte[] _bytes = new byte[capacity];
    private int _length;

    public void Write(ulong value)
    {
        if (_bytes.Length - _length < 10)
        {
            Array.Resize(ref _bytes, (2 * _bytes.Length) + 10);
        }

        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _length < bytes.Length)
        {
            Array.Resize(ref _bytes, (2 * _bytes.Length) + bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    public byte[] ToArray() => _bytes[.._length];
}
