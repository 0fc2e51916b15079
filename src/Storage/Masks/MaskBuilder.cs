using CompExplain.Storage.Catalog;

namespace CompExplain.Storage.Masks;

/// <summary>Builds one mask from runs in ascending order, shard by shard; adjoining runs become one.</summary>
/// <param name="layout">How the positions are cut into shards.</param>
public sealed class MaskBuilder(ShardLayout layout)
{
    private readonly List<(int Shard, SerializedMask Mask)> _done = [];

    // The current shard's runs: eight bytes each, ordinary memory, so that an import that fails leaves nothing behind.
    private (uint First, uint Last)[] _runs = [];
    private int _count;
    private int _shard = -1;
    private int _firstInput;
    private int _endInput;

    /// <summary>On how many inputs there was a run.</summary>
    public long Inputs { get; private set; }

    private int LastInput { get; set; } = -1;

    /// <summary>Adds the positions of an input from one offset to another, both included.</summary>
    /// <param name="input">The input; not below those before.</param>
    /// <param name="first">The first offset; above those of the input before.</param>
    /// <param name="last">The last offset.</param>
    /// <exception cref="ArgumentException">The run is not beyond those before it.</exception>
    public void Add(int input, int first, int last)
    {
        if (input >= _endInput)
        {
            StartShard(input);
        }

        if (input != LastInput)
        {
            Inputs++;
            LastInput = input;
        }

        uint start = (uint)(input - _firstInput) * (uint)layout.PositionsPerInput;
        uint from = start + (uint)first, to = start + (uint)last;
        if (_count > 0 && from == _runs[_count - 1].Last + 1)
        {
            _runs[_count - 1].Last = to;
            return;
        }

        if (input < _firstInput || (_count > 0 && from <= _runs[_count - 1].Last))
        {
            throw new ArgumentException($"offset {first} of input {input} is not beyond the run before it", nameof(first));
        }

        if (_count == _runs.Length)
        {
            Array.Resize(ref _runs, Math.Max(16, _count + (_count / 2)));
        }

        _runs[_count++] = (from, to);
    }

    /// <summary>Adds all positions of an input.</summary>
    /// <param name="input">The input; above those before.</param>
    public void AddInput(int input) => Add(input, 0, layout.PositionsPerInput - 1);

    /// <summary>The mask's shards that are not empty.</summary>
    public List<(int Shard, SerializedMask Mask)> Finish()
    {
        EndShard();
        _endInput = 0;
        return _done;
    }

    /// <summary>The mask of the current shard, for a mask that lies in one shard.</summary>
    public SerializedMask FinishShard() => SerializedMask.FromRuns(_runs.AsSpan(0, _count));

    /// <summary>The positions of the current shard as a bitmap to compute with, for a mask that lies in one shard.</summary>
    /// <returns>A bitmap that can be changed; the caller disposes it.</returns>
    public NativeBitmap FinishBitmap() => NativeBitmap.FromRuns(_runs.AsSpan(0, _count));

    private void StartShard(int input)
    {
        EndShard();
        _shard = layout.ShardOf(input);
        _firstInput = layout.FirstInput(_shard);
        _endInput = _firstInput + layout.InputsIn(_shard);
    }

    private void EndShard()
    {
        if (_count > 0)
        {
            _done.Add((_shard, SerializedMask.FromRuns(_runs.AsSpan(0, _count))));
            _count = 0;
        }
    }
}
