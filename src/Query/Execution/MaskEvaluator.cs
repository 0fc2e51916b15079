using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Roaring;
using CompExplain.Storage;

namespace CompExplain.Query.Execution;

/// <summary>Runs formulas over the masks, shard by shard, compressed as they are stored.</summary>
internal sealed class MaskEvaluator
{
    private readonly ProbeDatabase _database;
    private readonly Dictionary<(InputProperty Property, string? Value, int Shard), Roaring32Bitmap> _inputs = [];

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
        var counts = new long[_database.Dataset.InputCount];
        foreach (int shard in Shards(cancellation))
            AddByInput(Evaluate(formula, shard), _database.Shards.FirstInput(shard), counts);
        return counts;
    }

    /// <summary>Where in an input a formula is true.</summary>
    public bool[] MaskOn(PlannedFormula formula, int input)
    {
        int shard = _database.Shards.ShardOf(input);
        uint width = (uint)_database.Shards.PositionsPerInput;
        uint start = (uint)(input - _database.Shards.FirstInput(shard)) * width;
        var mask = new bool[width];
        foreach (var (first, last) in Evaluate(formula, shard).Ranges)
        {
            if (first >= start + width)
                break;
            if (last >= start)
                mask.AsSpan((int)(Math.Max(first, start) - start)..(int)(Math.Min(last, start + width - 1) - start + 1)).Fill(true);
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

    private void AddByInput(ShardMask mask, int firstInput, long[] counts)
    {
        uint width = (uint)_database.Shards.PositionsPerInput;
        foreach (var (first, last) in mask.Ranges)
        {
            for (uint start = first; ;)
            {
                uint input = start / width;
                uint end = Math.Min(last, (input * width) + width - 1);
                counts[firstInput + (int)input] += end - start + 1;
                if (end == last)
                    break;
                start = end + 1;
            }
        }
    }

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
            default:
                throw new NotSupportedException(formula.GetType().Name);
        }
    }

    private ShardMask Lift(Bound operand, int shard, Func<long, bool> isLifted)
    {
        var counts = new long[_database.Shards.InputsIn(shard)];
        AddByInput(Evaluate(operand, shard), 0, counts);
        return ShardMask.Owned(WholeInputs(counts.Length, input => isLifted(counts[input])));
    }

    private Roaring32Bitmap Inputs(BoundInputs inputs, int shard)
    {
        if (!_inputs.TryGetValue((inputs.Property, inputs.Value, shard), out var mask))
        {
            int first = _database.Shards.FirstInput(shard);
            var (labels, predictions) = (_database.Labels, _database.Predictions);
            Func<int, bool> has = inputs.Property switch
            {
                InputProperty.Label => input => labels[input] == inputs.Value,
                InputProperty.Predicted => input => predictions[input] == inputs.Value,
                InputProperty.Split => input => _database.Splits[input] == inputs.Value,
                _ => input => labels[input] is { } label && predictions[input] == label,
            };
            mask = WholeInputs(_database.Shards.InputsIn(shard), input => has(first + input));
            mask.Optimize();
            _inputs[(inputs.Property, inputs.Value, shard)] = mask;
        }

        return mask;
    }

    private Roaring32Bitmap WholeInputs(int inputs, Func<int, bool> has)
    {
        uint width = (uint)_database.Shards.PositionsPerInput;
        var mask = new Roaring32Bitmap();
        for (int input = 0; input < inputs; input++)
        {
            if (has(input))
                mask.AddRange((uint)input * width, ((uint)input * width) + width - 1);
        }

        return mask;
    }
}
