using System.Collections.Concurrent;
using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution;

/// <summary>Runs formulas over the masks, shard by shard, compressed as they are stored. Safe to use from many threads.</summary>
internal sealed class MaskEvaluator
{
    // Fewer thresholds are found faster each by itself.
    private const int MinimumShares = 4;

    private readonly ProbeDatabase _database;
    private readonly ConcurrentDictionary<(int Unit, UnitCondition Condition), Lazy<ActivationInterval>> _intervals = [];
    private readonly ConcurrentDictionary<(InputProperty Property, string? Value, int Shard), SerializedMask> _inputs = [];
    private readonly ImageOperators _images;
    private readonly CancellationToken _cancellation;

    /// <param name="database">The database.</param>
    /// <param name="cancellation">Cancels every evaluation, between the parts of a formula and between images.</param>
    public MaskEvaluator(ProbeDatabase database, CancellationToken cancellation)
    {
        _database = database;
        _cancellation = cancellation;
        _images = new ImageOperators(database.Shards, database.Dataset.Height, database.Dataset.Width, cancellation);
    }

    /// <summary>A formula's mask in one shard; the caller disposes it.</summary>
    public ShardMask Evaluate(PlannedFormula formula, int shard)
    {
        if (!formula.IsComplement)
        {
            return Evaluate(formula.Body, shard);
        }

        using var mask = Evaluate(formula.Body, shard);
        return mask.Complement(_database.Shards.PositionsIn(shard));
    }

    /// <summary>The maximal runs of a formula's mask in one shard, ascending.</summary>
    public RunReader Runs(PlannedFormula formula, int shard) => RunsAndDispose(Evaluate(formula, shard));

    /// <summary>How many positions a formula has.</summary>
    public long Count(PlannedFormula formula, bool countOnly, CancellationToken cancellation)
    {
        long count = 0;
        foreach (int shard in Shards(cancellation))
        {
            long inShard = countOnly ? Count(formula.Body, shard) : CountWhole(formula.Body, shard);
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
            using var t = Evaluate(target.Body, shard);
            long tCount = t.Count;
            using var f = Evaluate(formula.Body, shard);
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
            InputRuns.AddCounts(
                Runs(formula, shard), _database.Shards.PositionsPerInput, _database.Shards.FirstInput(shard), counts);
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
        foreach (var (first, last) in Runs(formula, shard))
        {
            if (first >= start + width)
            {
                break;
            }

            if (last >= start)
            {
                int from = (int)(Math.Max(first, start) - start), end = (int)(Math.Min(last, start + width - 1) - start + 1);
                mask.AsSpan(from..end).Fill(true);
            }
        }

        return mask;
    }

    /// <summary>A formula's mask as bits, input by input.</summary>
    public InputBits Bits(PlannedFormula formula, CancellationToken cancellation)
    {
        var bits = new InputBits(_database.Dataset.InputCount, _database.Shards.PositionsPerInput);
        foreach (int shard in Shards(cancellation))
        {
            int firstInput = _database.Shards.FirstInput(shard);
            InputRuns.Visit(
                Runs(formula, shard),
                _database.Shards.PositionsPerInput,
                (input, first, last) => bits.Add(firstInput + input, first, last));
        }

        return bits;
    }

    private IEnumerable<int> Shards(CancellationToken cancellation)
    {
        for (int shard = 0; shard < _database.Shards.ShardCount; shard++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return shard;
        }
    }

    private ShardMask Evaluate(Bound formula, int shard)
    {
        _cancellation.ThrowIfCancellationRequested();
        uint positions = _database.Shards.PositionsIn(shard);
        switch (formula)
        {
            case BoundConcept or BoundUnit:
                return ShardMask.Stored(_database.Masks.Open(OwnerOf(formula), shard));
            case BoundActivation activation:
                return Cut([activation], ActivationSet.InAny, shard);
            case BoundConstant constant:
                return ShardMask.Constant(constant.Value, positions);
            case BoundInputs inputs:
                return ShardMask.Owned(Inputs(inputs, shard).Open());
            case BoundNot not:
                using (var operand = Evaluate(not.Operand, shard))
                {
                    return operand.Complement(positions);
                }

            case BoundAnd and:
                return JoinAll(Parts(and.Operands, ActivationSet.InAll, shard), ShardMask.And);
            case BoundOr or:
                return JoinAll(Parts(or.Operands, ActivationSet.InAny, shard), ShardMask.Or);
            case BoundXor xor:
                return JoinAll(Parts(OperandsOf(xor), ActivationSet.InAnOddNumber, shard), ShardMask.Xor);
            case BoundAndNot difference:
                return Join(difference.Left, difference.Right, shard, ShardMask.AndNot);
            case BoundSome some:
                return Lift(some.Operand, shard, count => count > 0);
            case BoundEvery every:
                return Lift(every.Operand, shard, count => count == _database.Shards.PositionsPerInput);
            case BoundExpand expand:
                return ShardMask.Owned(_images.Expand(RunsAndDispose(Evaluate(expand.Operand, shard)), shard, expand.Pixels));
            case BoundShadow shadow:
                return ShardMask.Owned(_images.Shadow(RunsAndDispose(Evaluate(shadow.Operand, shard)), shard, shadow.Direction));
            default:
                throw new NotSupportedException(formula.GetType().Name);
        }
    }

    /// <summary>
    /// What makes the masks that are joined. A unit's activations are gone through once, however many conditions on them there
    /// are.
    /// </summary>
    private List<Func<ShardMask>> Parts(
        IReadOnlyList<Bound> operands, Func<IReadOnlyCollection<ActivationInterval>, ActivationSet> combine, int shard)
    {
        var parts = new List<Func<ShardMask>>();
        var units = new Dictionary<int, List<BoundActivation>>();
        foreach (var operand in operands)
        {
            if (operand is not BoundActivation activation)
            {
                parts.Add(() => Evaluate(operand, shard));
            }
            else if (units.TryGetValue(activation.Unit.Id, out var same))
            {
                same.Add(activation);
            }
            else
            {
                var first = new List<BoundActivation> { activation };
                units.Add(activation.Unit.Id, first);
                parts.Add(() => Cut(first, combine, shard));
            }
        }

        return parts;
    }

    // A chain is a tree as deep as it is long.
    private static List<Bound> OperandsOf(BoundXor chain)
    {
        var operands = new List<Bound>();
        var open = new Stack<Bound>([chain]);
        while (open.TryPop(out var next))
        {
            if (next is BoundXor xor)
            {
                open.Push(xor.Right);
                open.Push(xor.Left);
            }
            else
            {
                operands.Add(next);
            }
        }

        return operands;
    }

    private static ShardMask JoinAll(IReadOnlyList<Func<ShardMask>> parts, Func<ShardMask, ShardMask, ShardMask> join)
    {
        var result = parts[0]();
        try
        {
            foreach (var part in parts.Skip(1))
            {
                using var next = part();
                using var before = result;
                result = join(before, next);
            }

            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private ShardMask Join(Bound left, Bound right, int shard, Func<ShardMask, ShardMask, ShardMask> join)
    {
        using var a = Evaluate(left, shard);
        using var b = Evaluate(right, shard);
        return join(a, b);
    }

    // Conditions on one unit.
    private ShardMask Cut(
        IReadOnlyList<BoundActivation> conditions,
        Func<IReadOnlyCollection<ActivationInterval>, ActivationSet> combine,
        int shard)
    {
        _cancellation.ThrowIfCancellationRequested();
        var activations = new UnitActivations(_database, conditions[0].Layer, conditions[0].Unit);
        FindShares(activations, conditions);
        var intervals = conditions.Select(each => _intervals.GetOrAdd(
            (each.Unit.Id, each.Condition), _ => new(() => activations.Interval(each.Condition))).Value);
        return ShardMask.Owned(activations.Cut(combine([.. intervals]), shard));
    }

    // The thresholds of many shares are found together.
    private void FindShares(UnitActivations activations, IReadOnlyList<BoundActivation> conditions)
    {
        var sought = conditions
            .Where(each => each.Condition is UnitTopShare { Share: < 1 }
                && !_intervals.ContainsKey((each.Unit.Id, each.Condition)))
            .DistinctBy(each => each.Condition)
            .ToList();
        if (sought.Count < MinimumShares)
        {
            return;
        }

        var found = activations.TopShares([.. sought.Select(each => ((UnitTopShare)each.Condition).Share)]);
        foreach (var (condition, interval) in sought.Zip(found))
        {
            _intervals.TryAdd((condition.Unit.Id, condition.Condition), new(() => interval));
        }
    }

    private ShardMask Lift(Bound operand, int shard, Func<long, bool> isLifted)
    {
        long[] counts = new long[_database.Shards.InputsIn(shard)];
        InputRuns.AddCounts(RunsAndDispose(Evaluate(operand, shard)), _database.Shards.PositionsPerInput, 0, counts);
        return ShardMask.Owned(InputRuns.WholeInputs(_database.Shards, shard, input => isLifted(counts[input])).FinishBitmap());
    }

    private SerializedMask Inputs(BoundInputs inputs, int shard) => _inputs.GetOrAdd((inputs.Property, inputs.Value, shard), _ =>
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
        return InputRuns.WholeInputs(_database.Shards, shard, input => has(first + input)).FinishShard();
    });

    private long Count(Bound formula, int shard)
    {
        switch (formula)
        {
            case BoundAnd and:
                return CountJoined(
                    Parts(and.Operands, ActivationSet.InAll, shard), ShardMask.And, (_, _, both) => both);
            case BoundOr or:
                return CountJoined(
                    Parts(or.Operands, ActivationSet.InAny, shard), ShardMask.Or, (most, last, both) => most + last - both);
            case BoundXor xor:
                return CountJoined(
                    Parts(OperandsOf(xor), ActivationSet.InAnOddNumber, shard),
                    ShardMask.Xor,
                    (most, last, both) => most + last - (2 * both));

            case BoundAndNot difference:
                using (var left = Evaluate(difference.Left, shard))
                using (var right = Evaluate(difference.Right, shard))
                {
                    return left.Count - ShardMask.AndCount(left, right);
                }

            default:
                return CountWhole(formula, shard);
        }
    }

    // The last join is counted, not made.
    private static long CountJoined(
        List<Func<ShardMask>> parts, Func<ShardMask, ShardMask, ShardMask> join, Func<long, long, long, long> count)
    {
        if (parts.Count == 1)
        {
            using var only = parts[0]();
            return only.Count;
        }

        using var most = JoinAll(parts[..^1], join);
        using var last = parts[^1]();
        return count(most.Count, last.Count, ShardMask.AndCount(most, last));
    }

    private long CountWhole(Bound formula, int shard)
    {
        using var mask = Evaluate(formula, shard);
        return mask.Count;
    }

    private static RunReader RunsAndDispose(ShardMask mask)
    {
        using (mask)
        {
            return mask.Runs();
        }
    }

    private static MaskOwner OwnerOf(Bound leaf) =>
        leaf is BoundUnit unit ? MaskOwner.Unit(unit.Unit.Id) : MaskOwner.Concept(((BoundConcept)leaf).Concept.Id);
}
