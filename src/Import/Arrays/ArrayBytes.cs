namespace CompExplain.Import.Arrays;

/// <summary>The elements of an array, wherever they are; reading is safe from several threads at once.</summary>
internal abstract class ArrayBytes : IDisposable
{
    /// <summary>How many bytes there are.</summary>
    public abstract long Length { get; }

    /// <summary>Copies bytes out.</summary>
    public abstract void Read(long offset, Span<byte> destination);

    public virtual void Dispose()
    {
    }
}
