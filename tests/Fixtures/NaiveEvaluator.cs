using CompExplain.Query.Ast;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Fixtures;

/// <summary>Evaluates formulas over a <see cref="NaiveProbe"/> position by position: nothing here is clever.</summary>
public sealed class NaiveEvaluator
{
    private readonly NaiveProbe _probe;

    public NaiveEvaluator(NaiveProbe probe) => _probe = probe;

    public bool[] Evaluate(Formula formula, bool[]? hole = null)
    {
        int n = _probe.Positions;
        bool[] Each(Func<int, bool> at) => Enumerable.Range(0, n).Select(at).ToArray();
        int width = _probe.Dataset.PositionsPerInput;
        switch (formula)
        {
            case NameFormula name:
                return _probe.Masks[Find(name)];
            case UnitFormula { Condition: { } condition } unit:
                float[] activations = Activations(unit.Number);
                var isActive = IsActive(condition, unit.Number, activations);
                return Each(i => isActive(activations[i]));
            case UnitFormula unit:
                return _probe.Units[unit.Number];
            case ExpandFormula expand:
                return Expand(Evaluate(expand.Operand, hole), expand.Pixels);
            case NearFormula near:
                bool[] kept = Evaluate(near.Operand, hole);
                bool[] around = Expand(Evaluate(near.Other, hole), near.Pixels);
                return Each(i => kept[i] && around[i]);
            case DirectionFormula direction:
                bool[] seen = Evaluate(direction.Operand, hole);
                bool[] from = Evaluate(direction.Other, hole);
                return Each(i => seen[i] && Enumerable.Range(i / width * width, width).Any(
                    j => from[j] && Lies(direction.Direction, i % width, j % width)));
            case AllFormula:
                return Each(_ => true);
            case NoneFormula:
                return new bool[n];
            case HoleFormula:
                return hole!;
            case LabelFormula label:
                return Each(i => _probe.Labels[i / width] == label.Name);
            case PredictedFormula predicted:
                return Each(i => _probe.Predictions[i / width] == predicted.Name);
            case SplitFormula split:
                return Each(i => _probe.Splits[i / width] == split.Name);
            case CorrectFormula:
                return Each(i => _probe.Labels[i / width] is { } label && label == _probe.Predictions[i / width]);
            case SomeFormula some:
                bool[] inner = Evaluate(some.Operand, hole);
                return Each(i => inner.AsSpan(i / width * width, width).Contains(true));
            case EveryFormula every:
                bool[] all = Evaluate(every.Operand, hole);
                return Each(i => !all.AsSpan(i / width * width, width).Contains(false));
            case NotFormula not:
                bool[] operand = Evaluate(not.Operand, hole);
                return Each(i => !operand[i]);
            case BinaryFormula binary:
                bool[] left = Evaluate(binary.Left, hole);
                bool[] right = Evaluate(binary.Right, hole);
                return formula switch
                {
                    AndFormula => Each(i => left[i] && right[i]),
                    OrFormula => Each(i => left[i] || right[i]),
                    _ => Each(i => left[i] != right[i]),
                };
            default:
                throw new NotSupportedException(formula.GetType().Name);
        }
    }

    public static PairCounts Count(bool[] target, bool[] formula) => new(
        target.Zip(formula).LongCount(pair => pair.First && pair.Second),
        formula.LongCount(each => each),
        target.LongCount(each => each),
        target.Length);

    public PairCounts Count(Formula target, Formula formula) => Count(Evaluate(target), Evaluate(formula));

    /// <summary>A random formula over the concepts, and, where asked, over units and what is true of whole inputs.</summary>
    public Formula Random(Random random, int leaves, bool pointwise, bool hole = false)
    {
        if (leaves == 1)
        {
            if (hole && random.Next(3) == 0)
            {
                return new HoleFormula();
            }

            return random.Next(pointwise ? 8 : 13) switch
            {
                0 => random.Next(4) == 0 ? new AllFormula() : new NoneFormula(),
                8 => new UnitFormula(null, random.Next(_probe.Units.Length)),
                9 => random.Next(2) == 0 ? new LabelFormula("yes") : new PredictedFormula("no"),
                10 => new CorrectFormula(),
                11 => new SplitFormula("val"),
                12 => new UnitFormula(null, random.Next(_probe.Units.Length), random.Next(4) switch
                {
                    0 => new UnitTopShare(random.Next(1, 101) / 100.0),
                    1 => new UnitAbove(random.Next(-4, 12) / 4.0),
                    2 => new UnitBetween(random.Next(-4, 8) / 4.0, random.Next(-2, 12) / 4.0),
                    _ => new UnitRange(random.Next(ActivationRanges.Count)),
                }),
                _ => Name(random.Next(_probe.Concepts.Count)),
            };
        }

        if (random.Next(5) == 0)
        {
            return new NotFormula(Random(random, leaves, pointwise, hole));
        }

        if (!pointwise && random.Next(8) == 0)
        {
            return random.Next(2) == 0
                ? new SomeFormula(Random(random, leaves, pointwise, hole))
                : new EveryFormula(Random(random, leaves, pointwise, hole));
        }

        if (!pointwise && _probe.Dataset.Kind == DatasetKind.Images && random.Next(6) == 0)
        {
            return new ExpandFormula(Random(random, leaves, pointwise, hole), random.Next(0, 12));
        }

        int first = random.Next(1, leaves);
        var left = Random(random, first, pointwise, hole);
        var right = Random(random, leaves - first, pointwise, hole);
        if (!pointwise && _probe.Dataset.Kind == DatasetKind.Images && random.Next(4) == 0)
        {
            return random.Next(3) == 0
                ? new NearFormula(left, right, random.Next(4))
                : new DirectionFormula((Direction)random.Next(4), left, right);
        }

        return random.Next(5) switch
        {
            0 or 1 => new AndFormula(left, right),
            2 or 3 => new OrFormula(left, right),
            _ => new XorFormula(left, right),
        };
    }

    /// <summary>A unit's activation at every position.</summary>
    public float[] Activations(int unit)
    {
        var upsampler = new BilinearUpsampler(_probe.GridHeight, _probe.GridWidth, _probe.Dataset.Height, _probe.Dataset.Width);
        float[] all = new float[_probe.Positions];
        int cells = _probe.GridHeight * _probe.GridWidth, width = _probe.Dataset.PositionsPerInput;
        for (int input = 0; input < _probe.Dataset.InputCount; input++)
        {
            upsampler.Upsample(_probe.Activations[unit].AsSpan(input * cells, cells), all.AsSpan(input * width, width));
        }

        return all;
    }

    private Func<float, bool> IsActive(UnitCondition condition, int unit, float[] activations)
    {
        switch (condition)
        {
            case UnitTopShare top:
                float[] sorted = activations.OrderDescending().ToArray();
                int above = (int)Math.Round(top.Share * sorted.Length);
                return value => above == sorted.Length || value > sorted[above];
            case UnitAbove above1:
                return value => value > above1.Value;
            case UnitBetween between:
                return value => value >= between.Low && value <= between.High;
            case UnitRange range:
                // The clusters have a test of their own. Of two ranges beside each other, a value is of the one whose mean is
                // nearer, the lower where it is as near; small numbers of quarters are exact here.
                var clusters = ActivationRanges.Of(_probe.Activations[unit])
                    .Select(each => _probe.Activations[unit].Where(each.Contains).Select(value => (double)value).ToList())
                    .ToList();
                bool IsAbove(float value, int i) =>
                    2 * value * clusters[i].Count * clusters[i + 1].Count
                        > (clusters[i].Sum() * clusters[i + 1].Count) + (clusters[i + 1].Sum() * clusters[i].Count);
                return value => value > 0 && range.Number < clusters.Count
                    && (range.Number == 0 || IsAbove(value, range.Number - 1))
                    && (range.Number == clusters.Count - 1 || !IsAbove(value, range.Number));
            default:
                throw new NotSupportedException(condition.GetType().Name);
        }
    }

    private bool[] Expand(bool[] mask, int pixels)
    {
        var (height, width) = (_probe.Dataset.Height, _probe.Dataset.Width);
        bool[] expanded = new bool[mask.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            int input = i / (height * width), y = i / width % height, x = i % width;
            for (int v = Math.Max(0, y - pixels); v <= Math.Min(height - 1, y + pixels); v++)
            {
                for (int u = Math.Max(0, x - pixels); u <= Math.Min(width - 1, x + pixels); u++)
                {
                    expanded[i] |= mask[(((input * height) + v) * width) + u];
                }
            }
        }

        return expanded;
    }

    private bool Lies(Direction direction, int place, int other)
    {
        int width = _probe.Dataset.Width;
        var (y, x, v, u) = (place / width, place % width, other / width, other % width);
        return direction switch
        {
            Direction.Above => x == u && y < v,
            Direction.Below => x == u && y > v,
            Direction.LeftOf => y == v && x < u,
            _ => y == v && x > u,
        };
    }

    public NameFormula Name(int concept) => new(_probe.Concepts[concept].Category, _probe.Concepts[concept].Name);

    private int Find(NameFormula name)
    {
        for (int i = 0; i < _probe.Concepts.Count; i++)
        {
            if (_probe.Concepts[i].Name == name.Name && (name.Qualifier is null || name.Qualifier == _probe.Concepts[i].Category))
            {
                return i;
            }
        }

        throw new KeyNotFoundException(name.ToString());
    }
}
