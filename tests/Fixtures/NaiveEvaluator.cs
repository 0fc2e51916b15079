using CompExplain.Query.Ast;
using CompExplain.Query.Execution;

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
            case UnitFormula unit:
                return _probe.Units[unit.Number];
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
                var inner = Evaluate(some.Operand, hole);
                return Each(i => inner.AsSpan(i / width * width, width).Contains(true));
            case EveryFormula every:
                var all = Evaluate(every.Operand, hole);
                return Each(i => !all.AsSpan(i / width * width, width).Contains(false));
            case NotFormula not:
                var operand = Evaluate(not.Operand, hole);
                return Each(i => !operand[i]);
            case BinaryFormula binary:
                var left = Evaluate(binary.Left, hole);
                var right = Evaluate(binary.Right, hole);
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
        target.Zip(formula).LongCount(pair => pair.First && pair.Second), formula.LongCount(each => each), target.LongCount(each => each), target.Length);

    public PairCounts Count(Formula target, Formula formula) => Count(Evaluate(target), Evaluate(formula));

    /// <summary>A random formula over the concepts, and, where asked, over units and what is true of whole inputs.</summary>
    public Formula Random(Random random, int leaves, bool pointwise, bool hole = false)
    {
        if (leaves == 1)
        {
            if (hole && random.Next(3) == 0)
                return new HoleFormula();
            return random.Next(pointwise ? 8 : 12) switch
            {
                0 => random.Next(4) == 0 ? new AllFormula() : new NoneFormula(),
                8 => new UnitFormula(null, random.Next(_probe.Units.Length)),
                9 => random.Next(2) == 0 ? new LabelFormula("yes") : new PredictedFormula("no"),
                10 => new CorrectFormula(),
                11 => new SplitFormula("val"),
                _ => Name(random.Next(_probe.Concepts.Count)),
            };
        }

        if (random.Next(5) == 0)
            return new NotFormula(Random(random, leaves, pointwise, hole));
        if (!pointwise && random.Next(8) == 0)
            return random.Next(2) == 0 ? new SomeFormula(Random(random, leaves, pointwise, hole)) : new EveryFormula(Random(random, leaves, pointwise, hole));
        int first = random.Next(1, leaves);
        var left = Random(random, first, pointwise, hole);
        var right = Random(random, leaves - first, pointwise, hole);
        return random.Next(5) switch
        {
            0 or 1 => new AndFormula(left, right),
            2 or 3 => new OrFormula(left, right),
            _ => new XorFormula(left, right),
        };
    }

    public NameFormula Name(int concept) => new(_probe.Concepts[concept].Category, _probe.Concepts[concept].Name);

    private int Find(NameFormula name)
    {
        for (int i = 0; i < _probe.Concepts.Count; i++)
        {
            if (_probe.Concepts[i].Name == name.Name && (name.Qualifier is null || name.Qualifier == _probe.Concepts[i].Category))
                return i;
        }

        throw new KeyNotFoundException(name.ToString());
    }
}
