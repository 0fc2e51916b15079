using System.Buffers.Binary;
using System.Globalization;
using CompExplain.Import;
using CompExplain.Import.Arrays;
using CompExplain.Storage.Activations;

namespace CompExplain.Networks.Journals;

/// <summary>
/// A layer's activations in a <see cref="Journal"/> beside the database: appended batch by batch as a network gives them, resumed
/// by a probe that was stopped, and read unit by unit when all inputs have been run.
/// </summary>
/// <remarks>
/// A record's body: the first input, the number of inputs, units, grid rows, grid columns and classes (int32 each), 16 bytes that
/// stamp the inputs' files, the activations unit by unit, and the logits input by input, both of float32. A block
/// of units is one read a batch.
/// </remarks>
internal sealed class ActivationJournal : ActivationMatrix
{
    private const int StampLength = 16;
    private const int HeadLength = (6 * sizeof(int)) + StampLength;

    private readonly Journal _journal;
    private readonly Func<int, int, byte[]> _stamp;
    private readonly List<Place> _places = [];
    private LayerShape? _shape;
    private int _done;

    private ActivationJournal(Journal journal, int inputs, Func<int, int, byte[]> stamp)
    {
        _journal = journal;
        _stamp = stamp;
        Rows = inputs;
    }

    public override int Rows { get; }

    public override int Units => _shape?.Units ?? 0;

    public override int GridHeight => _shape?.GridHeight ?? 0;

    public override int GridWidth => _shape?.GridWidth ?? 0;

    public override ElementType ElementType => ElementType.Float32;

    /// <summary>The journal's file for a database's.</summary>
    public static string PathOf(string databasePath) => databasePath + ".probing";

    /// <summary>Opens the journal of a probe: the one that is there, or, where that is another probe's, a new one.</summary>
    /// <param name="databasePath">The database.</param>
    /// <param name="probe">Describes the probe: everything that activations depend on, except the inputs.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="stamp">Makes 16 bytes of a range of inputs (first, count) that change when their files do.</param>
    /// <exception cref="ImportException">It cannot be written, or another probe is using it.</exception>
    public static ActivationJournal Open(string databasePath, string probe, int inputs, Func<int, int, byte[]> stamp) =>
        new(Journal.Open(PathOf(databasePath), probe), inputs, stamp);

    /// <summary>Opens a journal that nothing resumes, for networks that run in seconds.</summary>
    /// <param name="databasePath">The database that its file is put beside, without a name.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <exception cref="ImportException">It cannot be written.</exception>
    public static ActivationJournal Temporary(string databasePath, int inputs) => new(
        Journal.Temporary(Path.GetDirectoryName(Path.GetFullPath(databasePath))!), inputs, (_, _) => new byte[StampLength]);

    /// <summary>Reads the next batch that was run before; after the last one, batches can be added.</summary>
    /// <returns>The batch; null after the last that is whole, of this probe, and of inputs that have not changed since.</returns>
    public JournalBatch? Resume()
    {
        if (_done < Rows && _journal.ReadNext() is { } body && Parse(body) is { } batch)
        {
            return batch;
        }

        if (_done < Rows)
        {
            _journal.CutBeforeLast();
        }

        return null;
    }

    /// <summary>Adds the next batch.</summary>
    /// <param name="count">The number of inputs.</param>
    /// <param name="shape">The layer's shape.</param>
    /// <param name="activations">inputs x units x grid values.</param>
    /// <param name="logits">inputs x classes values; none where the network gives none.</param>
    /// <exception cref="ImportException">The layer is too large, or of another shape than before; or the disk is
    /// full.</exception>
    public void Add(int count, LayerShape shape, ReadOnlySpan<float> activations, ReadOnlySpan<float> logits)
    {
        CheckShape(count, shape, activations.Length, logits.Length);
        int cells = shape.Cells;
        float[] byUnit = new float[activations.Length];
        for (int input = 0; input < count; input++)
        {
            for (int unit = 0; unit < shape.Units; unit++)
            {
                activations.Slice(((input * shape.Units) + unit) * cells, cells).CopyTo(
                    byUnit.AsSpan(((unit * count) + input) * cells));
            }
        }

        int activationBytes = activations.Length * sizeof(float);
        byte[] body = new byte[HeadLength + activationBytes + (sizeof(float) * logits.Length)];
        ReadOnlySpan<int> head = [_done, count, shape.Units, shape.GridHeight, shape.GridWidth, logits.Length / count];
        for (int i = 0; i < head.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(i * sizeof(int)), head[i]);
        }

        _stamp(_done, count).CopyTo(body.AsSpan(HeadLength - StampLength));
        Elements.Encode(ElementType, byUnit, body.AsSpan(HeadLength, activationBytes));
        Elements.Encode(ElementType.Float32, logits, body.AsSpan(HeadLength + activationBytes));
        _journal.Append(body);
        Keep(count, shape);
    }

    /// <summary>Deletes the file: everything is in the database.</summary>
    public void Delete() => _journal.Delete();

    protected override void ReadBlock(int first, int count, Span<float> destination)
    {
        if (_done != Rows)
        {
            throw new InvalidOperationException("not all inputs were added");
        }

        int cells = _shape!.Value.Cells, size = sizeof(float);
        byte[] scratch = new byte[(long)count * _places.Max(place => place.Count) * cells * size];
        foreach (var (position, firstInput, inputs) in _places)
        {
            int perUnit = inputs * cells;
            var bytes = scratch.AsSpan(0, count * perUnit * size);
            _journal.Read(position + ((long)first * perUnit * size), bytes);
            for (int unit = 0; unit < count; unit++)
            {
                Elements.Decode(
                    ElementType,
                    bytes.Slice(unit * perUnit * size, perUnit * size),
                    destination.Slice(((unit * Rows) + firstInput) * cells, perUnit));
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _journal.Dispose();
        }

        base.Dispose(disposing);
    }

    private JournalBatch? Parse(byte[] body)
    {
        if (body.Length < HeadLength)
        {
            return null;
        }

        var (first, count, classes) = (Number(0), Number(1), Number(5));
        var shape = new LayerShape(Number(2), Number(3), Number(4));
        bool fits = first == _done && count >= 1 && count <= Rows - first && classes >= 0
            && shape.Units >= 1 && shape.GridHeight >= 1 && shape.GridWidth >= 1 && shape == (_shape ?? shape);
        var activationBytes = (Int128)count * shape.Units * shape.GridHeight * shape.GridWidth * sizeof(float);
        if (!fits || body.Length != HeadLength + activationBytes + ((Int128)count * classes * sizeof(float))
            || !body.AsSpan(HeadLength - StampLength, StampLength).SequenceEqual(_stamp(first, count)))
        {
            return null;
        }

        float[] logits = new float[count * classes];
        Elements.Decode(ElementType.Float32, body.AsSpan(HeadLength + (int)activationBytes), logits);
        Keep(count, shape);
        return new(first, count, logits);

        int Number(int index) => BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(index * sizeof(int)));
    }

    private void CheckShape(int count, LayerShape shape, int activations, int logits)
    {
        if ((long)count * shape.Units * shape.Cells != activations || logits % count != 0)
        {
            throw new ArgumentException("not the layer's units and grid for each input", nameof(activations));
        }

        if (shape != (_shape ?? shape))
        {
            throw new ImportException("the layer gives another size for other inputs; choose another");
        }

        if ((long)activations * sizeof(float) > Array.MaxLength / 2)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"the layer has {shape.Units} units of {shape.GridHeight} x {shape.GridWidth}, which is too much; choose a later "
                + $"layer"));
        }
    }

    private void Keep(int count, LayerShape shape)
    {
        _shape = shape;
        _places.Add(new(_journal.LastBody + HeadLength, _done, count));
        _done += count;
    }

    /// <summary>Where the activations of a batch are in the file.</summary>
    private readonly record struct Place(long Position, int First, int Count);
}
