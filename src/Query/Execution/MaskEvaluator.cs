using System.Collections.Concurrent;
using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Roaring;
using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution;

/// <summary>Runs formulas over the masks, shard by shard, compressed as they are stored. Safe to use from many threads.</summary>
internal sealed class MaskEvaluator
{
    private readonly ProbeDatabase _database;
    private readonly ConcurrentDictionary<(int Unit, UnitCondition Condition), Lazy<ActivationInterval>> _intervals = [];
    private readonly ConcurrentDictionary<(InputProperty Property, string? Value, int Shard), Roaring32Bitmap> _inputs = [];

    public MaskEvaluator(ProbeDatabase database) => _database = database;

    /// <summary>A formula's mask in one shard.</summary>
    public ShardMask Evaluate(PlannedFormula formula, int shard)
    {
        var mask = Evaluate(formula.Body, shard);
        return formula.IsComplement ? mask.Complement(_database.Shards.PositionsIn(shard)) : mask;
    }

    /// <summary>How many positions a formula has.</summary>
    public long Count(PlannedFormula formula, bool countOnly, CancellationToken cancellation)
    {
        long count = 0;
        foreach (int shard in Shards(cancellation))
        {
            long inShard = countOnly ? Count(formula.Body, shard) : Evaluate(formula.Body, shard).Count;
            count += formula.IsComplement ? _database.Shards.PositionsIn(shard) - inShard : inShard;
        }

        return count;
    }

    /// <summary>The counts of a target and a formula; complements are counted, not made.</summary>
    public PairCounts CountPair(PlannedFormula target, PlannedFormula formula, CancellationToken cancellation)
    {
        long hits = 0, size = 0, targetSize = 0;
        foreach (int shard in Shards(cancellation))
        {
            var t = Evaluate(target.Body, shard);
            long tCount = t.Count;
            var f = Evaluate(formula.Body, shard);
            long fCount = f.Count;
            long both = ShardMask.AndCount(t, f);
            long positions = _database.Shards.PositionsIn(shard);
            hits += (target.IsComplement, formula.IsComplement) switch
            {
                (false, false) => both,
                (false, true) => tCount - both,
                (true, false) => fCount - both,
                (true, true) => positions - tCount - fCount + both,
            };
            size += formula.IsComplement ? positions - fCount : fCount;
            targetSize += target.IsComplement ? positions - tCount : tCount;
        }

        return new PairCounts(hits, size, targetSize, _database.Shards.PositionCount);
    }

    /// <summary>How many positions of a formula each input has.</summary>
    public long[] CountByInput(PlannedFormula formula, CancellationToken cancellation)
    {
        long[] counts = new long[_database.Dataset.InputCount];
        foreach (int shard in Shards(cancellation))
        {
            AddByInput(Evaluate(formula, shard), _database.Shards.FirstInput(shard), counts);
        }

        return counts;
    }

    /// <summary>Where in an input a formula is true.</summary>
    public bool[] MaskOn(PlannedFormula formula, int input)
    {
        int shard = _database.Shards.ShardOf(input);
        uint width = (uint)_database.Shards.PositionsPerInput;
        uint start = (uint)(input - _database.Shards.FirstInput(shard)) * width;
        bool[] mask = new bool[width];
        foreach (var (first, last) in Evaluate(formula, shard).Ranges)
        {
            if (first >= start + width)
            {
                break;
            }

            if (last >= start)
            {
                mask.AsSpan((int)(Math.Max(first, start) - start)..(int)(Math.Min(last, start + width - 1) - start + 1)).Fill(true);
            }
        }

        return mask;
    }

    private IEnumerable<int> Shards(CancellationToken cancellation)
    {
        for (int shard = 0; shard < _database.Shards.ShardCount; shard++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return shard;
        }
    }

    /// <summary>A formula's mask as bits, input by input.</summary>
    public InputBits Bits(PlannedFormula formula, CancellationToken cancellation)
    {
        var bits = new InputBits(_database.Dataset.InputCount, _database.Shards.PositionsPerInput);
        foreach (int shard in Shards(cancellation))
        {
            int firstInput = _database.Shards.FirstInput(shard);
            ByInput(Evaluate(formula, shard), (input, first, last) => bits.Add(firstInput + input, first, last));
        }

        return bits;
    }

    /// <summary>A mask's runs, each cut where an input ends: the input, counted from the shard's first, and the offsets in it.</summary>
    private void ByInput(ShardMask mask, Action<int, uint, uint> take)
    {
        uint width = (uint)_database.Shards.PositionsPerInput;
        foreach (var (first, last) in mask.Ranges)
        {
            for (uint start = first; ;)
            {
                uint input = start / width;
                uint end = Math.Min(last, (input * width) + width - 1);
                take((int)input, start - (input * width), end - (input * width));
                if (end == last)
                {
                    break;
                }

                start = end + 1;
            }
        }
    }

    private void AddByInput(ShardMask mask, int firstInput, long[] counts) =>
        ByInput(mask, (input, first, last) => counts[firstInput + input] += last - first + 1);

    private long Count(Bound formula, int shard)
    {
        switch (formula)
        {
            case BoundAnd { Operands.Count: > 1 } and:
                return ShardMask.AndCount(Evaluate(and.Operands.SkipLast(1), shard, ShardMask.And), Evaluate(and.Operands[^1], shard));
            case BoundOr { Operands.Count: > 1 } or:
                var most = Evaluate(or.Operands.SkipLast(1), shard, ShardMask.Or);
                long mostCount = most.Count;
                var last = Evaluate(or.Operands[^1], shard);
                return mostCount + last.Count - ShardMask.AndCount(most, last);
            case BoundAndNot difference:
                var left = Evaluate(difference.Left, shard);
                return left.Count - ShardMask.AndCount(left, Evaluate(difference.Right, shard));
            case BoundXor xor:
                var a = Evaluate(xor.Left, shard);
                var b = Evaluate(xor.Right, shard);
                return a.Count + b.Count - (2 * ShardMask.AndCount(a, b));
            default:
                return Evaluate(formula, shard).Count;
        }
    }

    private ShardMask Evaluate(IEnumerable<Bound> operands, int shard, Func<ShardMask, ShardMask, ShardMask> join) =>
        operands.Select(operand => Evaluate(operand, shard)).Aggregate(join);

    private ShardMask Evaluate(Bound formula, int shard)
    {
        uint positions = _database.Shards.PositionsIn(shard);
        switch (formula)
        {
            case BoundConcept concept:
                return ShardMask.Stored(_database.Mask(MaskOwner.Concept(concept.Id), shard));
            case BoundUnit unit:
                return ShardMask.Stored(_database.Mask(MaskOwner.Unit(unit.Id), shard));
            case BoundActivation activation:
                return ShardMask.Owned(Cut(activation, shard));
            case BoundConstant constant:
                return ShardMask.Owned(constant.Value && positions > 0 ? Roaring32Bitmap.FromRange(0, positions - 1) : new Roaring32Bitmap());
            case BoundInputs inputs:
                return ShardMask.Shared(Inputs(inputs, shard));
            case BoundNot not:
                return Evaluate(not.Operand, shard).Complement(positions);
            case BoundAnd and:
                return Evaluate(and.Operands, shard, ShardMask.And);
            case BoundOr or:
                return Evaluate(or.Operands, shard, ShardMask.Or);
            case BoundXor xor:
                return ShardMask.Xor(Evaluate(xor.Left, shard), Evaluate(xor.Right, shard));
            case BoundAndNot difference:
                return ShardMask.AndNot(Evaluate(difference.Left, shard), Evaluate(difference.Right, shard));
            case BoundSome some:
                return Lift(some.Operand, shard, count => count > 0);
            case BoundEvery every:
                return Lift(every.Operand, shard, count => count == _database.Shards.PositionsPerInput);
            case BoundExpand expand:
                return ByImage(expand.Operand, shard, expand.Pixels, bits => bits.ExpandRows(expand.Pixels));
            case BoundShadow shadow:
                return ByImage(shadow.Operand, shard, 0, bits => bits.Shadow(shadow.Direction));
            default:
                throw new NotSupportedException(formula.GetType().Name);
        }
    }

    private Roaring32Bitmap Cut(BoundActivation activation, int shard)
    {
        var activations = new UnitActivations(_database, activation.UnitId);
        var interval = _intervals.GetOrAdd((activation.UnitId, activation.Condition), _ => new(() => activations.Interval(activation.Condition)));
        return activations.Cut(interval.Value, shard);
    }

    /// <summary>What becomes of a mask's bits in each image that has any: first so many more on both sides of each in its row, then the rest.</summary>
    private ShardMask ByImage(Bound operand, int shard, int margin, Action<ImageBits> change)
    {
        var (height, width) = (_database.Dataset.Height, _database.Dataset.Width);
        var bits = new ImageBits(height, width);
        var mask = new MaskBuilder(_database.Shards with { InputCount = _database.Shards.InputsIn(shard) });
        int current = -1;
        void Finish()
        {
            if (current < 0)
            {
                return;
            }

            change(bits);
            bits.AddTo(mask, current);
            bits.Clear();
        }

        ByInput(Evaluate(operand, shard), (input, first, last) =>
        {
            if (input != current)
            {
                Finish();
            }

            current = input;
            bits.Add((int)first, (int)last, margin);
        });
        Finish();
        return ShardMask.Owned(mask.Finish() is [var (_, found)] ? found : new Roaring32Bitmap());
    }

    private ShardMask Lift(Bound operand, int shard, Func<long, bool> isLifted)
    {
        long[] counts = new long[_database.Shards.InputsIn(shard)];
        AddByInput(Evaluate(operand, shard), 0, counts);
        return ShardMask.Owned(WholeInputs(_database.Shards, shard, input => isLifted(counts[input])));
    }

    private Roaring32Bitmap Inputs(BoundInputs inputs, int shard) => _inputs.GetOrAdd((inputs.Property, inputs.Value, shard), _ =>
    {
        var (labels, predictions) = (_database.Labels, _database.Predictions);
        Func<int, bool> has = inputs.Property switch
        {
            InputProperty.Label => input => labels[input] == inputs.Value,
            InputProperty.Predicted => input => predictions[input] == inputs.Value,
            InputProperty.Split => input => _database.Splits[input] == inputs.Value,
            _ => input => labels[input] is { } label && predictions[input] == label,
        };
        int first = _database.Shards.FirstInput(shard);
        return WholeInputs(_database.Shards, shard, input => has(first + input));
    });

    /// <summary>The positions of some inputs of a shard.</summary>
    /// <param name="shards">How the positions are cut.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="has">Whether an input is one of them, counted from the shard's first.</param>
    public static Roaring32Bitmap WholeInputs(ShardLayout shards, int shard, Func<int, bool> has)
    {
        uint width = (uint)shards.PositionsPerInput;
        var mask = new Roaring32Bitmap();
        for (int input = 0; input < shards.InputsIn(shard); input++)
        {
            if (has(input))
            {
                mask.AddRange((uint)input * width, ((uint)input * width) + width - 1);
            }
        }

        mask.Optimize();
        return mask;
    }
}
