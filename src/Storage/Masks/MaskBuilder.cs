using CompExplain.Roaring;
using CompExplain.Storage.Catalog;

namespace CompExplain.Storage.Masks;

/// <summary>Builds one mask from runs in ascending order, shard by shard; adjoining runs become one.</summary>
/// <param name="layout">How the positions are cut into shards.</param>
public sealed class MaskBuilder(ShardLayout layout)
{
    private readonly List<(int Shard, Roaring32Bitmap Mask)> _done = [];
    private Roaring32Bitmap? _mask;
    private int _shard = -1;
    private int _firstInput;
    private int _endInput;
    private uint _first;
    private uint _last;

    /// <summary>On how many inputs there was a run.</summary>
    public long Inputs { get; private set; }

    private int LastInput { get; set; } = -1;

    /// <summary>Adds the positions of an input from one offset to another, both included.</summary>
    /// <param name="input">The input; not below those before.</param>
    /// <param name="first">The first offset; above those of the input before.</param>
    /// <param name="last">The last offset.</param>
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
        if (_mask is null)
        {
            _mask = new();
            (_first, _last) = (from, to);
        }
        else if (from == _last + 1)
        {
            _last = to;
        }
        else
        {
            _mask.AddRange(_first, _last);
            (_first, _last) = (from, to);
        }
    }

    /// <summary>Adds all positions of an input.</summary>
    /// <param name="input">The input; above those before.</param>
    public void AddInput(int input) => Add(input, 0, layout.PositionsPerInput - 1);

    /// <summary>The mask's shards that are not empty.</summary>
    public List<(int Shard, Roaring32Bitmap Mask)> Finish()
    {
        EndShard();
        _endInput = 0;
        return _done;
    }

    private void StartShard(int input)
    {
        EndShard();
        _shard = layout.ShardOf(input);
        _firstInput = layout.FirstInput(_shard);
        _endInput = _firstInput + layout.InputsIn(_shard);
    }

    private void EndShard()
    {
        if (_mask is null)
        {
            return;
        }

        _mask.AddRange(_first, _last);
        _done.Add((_shard, _mask));
        _mask = null;
    }
}
