using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Parsing;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Binding;

/// <summary>
/// Resolves the names of a formula against a database. What is not there, or not yet possible, is a diagnostic at its spot.
/// </summary>
internal sealed class Binder
{
    private const int MaximumExpansion = 64;

    // Leaves of a formula when those that it names are put in: a few names that each stand for two of the last are billions.
    private const long MaximumLeaves = 100_000;

    private readonly ProbeDatabase _database;
    private readonly ConceptNames _names;
    private readonly List<string> _notes;
    private readonly HashSet<MissingData> _missing = [];
    private readonly List<string> _expanding = [];
    private readonly HashSet<int> _rounded = [];
    private readonly Dictionary<string, long> _leavesOf = [];
    private Dictionary<string, string>? _formulas;

    /// <param name="database">The database.</param>
    /// <param name="names">Its concepts' names.</param>
    /// <param name="notes">Where to leave what the person should know of the answer.</param>
    public Binder(ProbeDatabase database, ConceptNames names, List<string> notes)
    {
        _database = database;
        _names = names;
        _notes = notes;
    }

    /// <summary>The data that the formulas bound so far would use and that the database is without.</summary>
    public IReadOnlyCollection<MissingData> Missing => _missing;

    /// <summary>
    /// Binds a formula. An error is shown in the text that the formula was parsed from, or, if it was made by a program, in its
    /// own.
    /// </summary>
    /// <param name="formula">The formula.</param>
    /// <param name="holes">Whether it may have holes.</param>
    /// <exception cref="QueryException">A name is unknown or means several things, or something cannot be asked of this
    /// database.</exception>
    public Bound Bind(Formula formula, bool holes = false)
    {
        try
        {
            return BindNode(formula, holes);
        }
        catch (QueryException error) when (
            error.Diagnostic.Text.Length == 0 && FormulaParser.TryParse(formula.ToString(), out var parsed, out _))
        {
            return BindNode(parsed, holes);
        }
    }

    private BoundLeaf BindUnit(UnitFormula formula)
    {
        var leaf = UnitBinding.Bind(formula, _database);
        if (leaf is BoundActivation { Unit.Rounded: > 0 } activation && _rounded.Add(activation.Layer.Id))
        {
            _notes.Add(
                $"{activation.Layer.Name}: its activations were rounded to {activation.Layer.ActivationType} when they were "
                    + "stored, and thresholds of the query apply to the rounded values");
        }

        return leaf;
    }

    private Bound BindNode(Formula formula, bool holes)
    {
        switch (formula)
        {
            case NameFormula name:
                return BindName(name, holes);
            case UnitFormula unit:
                return BindUnit(unit);
            case AllFormula:
                return new BoundConstant(true);
            case NoneFormula:
                return new BoundConstant(false);
            case LabelFormula label:
                return InputBinding.Bind(formula, InputProperty.Label, label.Name, "label", _database.Labels);
            case PredictedFormula predicted:
                return InputBinding.Bind(formula, InputProperty.Predicted, predicted.Name, "prediction", _database.Predictions);
            case SplitFormula split:
                return InputBinding.Bind(formula, InputProperty.Split, split.Name, "split", _database.Splits);
            case CorrectFormula:
                if (_database.Labels.All(label => label is null) || _database.Predictions.All(prediction => prediction is null))
                {
                    throw BindingErrors.Missing(
                        formula,
                        "CORRECT needs gold labels and predictions, and this database lacks them",
                        new MissingData(MissingKind.LabelsAndPredictions, _database.Path),
                        "import the inputs with both");
                }

                return new BoundInputs(InputProperty.Correct, null);
            case SomeFormula some:
                return new BoundSome(BindNode(some.Operand, holes));
            case EveryFormula every:
                return new BoundEvery(BindNode(every.Operand, holes));
            case ExpandFormula expand:
                RequireImages(formula, "EXPAND");
                return new BoundExpand(BindNode(expand.Operand, holes), expand.Pixels);
            case NearFormula near:
                RequireImages(formula, "NEAR");
                return new BoundAnd([BindNode(near.Operand, holes), new BoundExpand(BindNode(near.Other, holes), near.Pixels)]);
            case DirectionFormula direction:
                RequireImages(formula, direction.Direction.ToString().ToUpperInvariant());
                return new BoundAnd(
                    [BindNode(direction.Operand, holes), new BoundShadow(direction.Direction, BindNode(direction.Other, holes))]);
            case NeighborsFormula neighbors:
                return BindNeighbors(neighbors);
            case HoleFormula:
                return holes
                    ? new BoundHole()
                    : throw BindingErrors.At(
                        formula,
                        "a hole (?) stands only where something is put into it in turn",
                        "use it in: TOP 10 concepts BY IOU(unit 1, water AND ?)");
            case NotFormula not:
                return new BoundNot(BindNode(not.Operand, holes));
            case BinaryFormula binary:
                return BindBinary(binary, holes);
            default:
                throw new NotSupportedException(formula.GetType().Name);
        }
    }

    /// <summary>The concepts of a neighbourhood: the word itself and its nearest, on the same side of the pair.</summary>
    public static IReadOnlyList<Concept> Neighborhood(ConceptNames names, Concept concept, IEnumerable<string> nearest)
    {
        var all = new List<Concept> { concept };
        foreach (string word in nearest)
        {
            all.AddRange(
                names.Find(concept.Category, word).Where(
                    each => each.Kind == concept.Kind && each.Name == word && !all.Contains(each)));
        }

        return all;
    }

    private void RequireImages(Formula formula, string what)
    {
        if (_database.Dataset.Kind == DatasetKind.Texts)
        {
            throw BindingErrors.At(formula, $"{what} is of positions in images, and this database holds texts");
        }
    }

    private Bound BindBinary(BinaryFormula formula, bool holes)
    {
        // A chain of one operator leans left and may be thousands long: walk it instead of recursing.
        var operands = new List<Bound>();
        Formula left = formula;
        while (left is BinaryFormula next && next.GetType() == formula.GetType())
        {
            operands.Add(BindNode(next.Right, holes));
            left = next.Left;
        }

        operands.Add(BindNode(left, holes));
        operands.Reverse();
        return formula switch
        {
            AndFormula => new BoundAnd(operands),
            OrFormula => new BoundOr(operands),
            _ => operands.Aggregate((a, b) => new BoundXor(a, b)),
        };
    }

    private Bound BindName(NameFormula name, bool holes)
    {
        var found = _names.Find(name.Qualifier, name.Name);
        if (found.Count == 1)
        {
            return new BoundConcept(found[0]);
        }

        if (found.Count > 1)
        {
            string[] spellings = found.Select(
                concept => _names.Reference(concept).ToString()).Distinct().Order(StringComparer.Ordinal).ToArray();
            throw BindingErrors.At(name, $"'{name}' means several concepts", "write one of: " + string.Join(", ", spellings));
        }

        string whole = name.Qualifier is null ? name.Name : $"{name.Qualifier}:{name.Name}";
        _formulas ??= _database.Formulas.All().ToDictionary(each => each.Name, each => each.Text);
        if (_formulas.TryGetValue(whole, out string? text))
        {
            return BindNamed(name, whole, text, holes);
        }

        if (name.Qualifier is not null && _database.FindLayer(name.Qualifier) is not null
            && int.TryParse(name.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return BindUnit(new UnitFormula(name.Qualifier, number) { Span = name.Span });
        }

        throw BindingErrors.UnknownName(name, _names, _database);
    }

    private Bound BindNamed(NameFormula name, string formulaName, string text, bool holes)
    {
        if (_expanding.Contains(formulaName))
        {
            throw BindingErrors.At(
                name, $"the formula '{formulaName}' is defined by itself: {string.Join(" -> ", _expanding)} -> {formulaName}");
        }

        if (_expanding.Count >= MaximumExpansion)
        {
            throw BindingErrors.At(name, $"named formulas lean on each other more than {MaximumExpansion} deep");
        }

        if (!FormulaParser.TryParse(text, out var formula, out _))
        {
            throw BindingErrors.At(name, $"the formula that is stored as '{formulaName}' cannot be read; name it anew with LET");
        }

        bool isOutermost = _expanding.Count == 0;
        if (isOutermost && LeavesOf(formulaName, text, 0) is > MaximumLeaves and var leaves)
        {
            string count = leaves < long.MaxValue ? leaves.ToString("N0", CultureInfo.InvariantCulture) : "over 2^63";
            throw BindingErrors.At(
                name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{formulaName}' has {count} leaves when the formulas that it names are put in; at most {MaximumLeaves:N0} "
                    + $"are read"));
        }

        _expanding.Add(formulaName);
        try
        {
            return BindNode(formula, holes);
        }
        catch (QueryException error) when (isOutermost)
        {
            throw new QueryException(
                new Diagnostic(
                    $"in the formula '{formulaName}': {error.Diagnostic.Message}", name.Span, [.. error.Diagnostic.Hints])
                {
                    Missing = error.Diagnostic.Missing,
                });
        }
        finally
        {
            _expanding.RemoveAt(_expanding.Count - 1);
        }
    }

    // How many leaves a stored formula has when those that it names are put in, at most the largest number.
    private long LeavesOf(string formulaName, string text, int depth)
    {
        if (_leavesOf.TryGetValue(formulaName, out long known))
        {
            return known;
        }

        // What names itself, or is too deep, is refused when it is bound.
        _leavesOf[formulaName] = 1;
        if (depth > MaximumExpansion || !FormulaParser.TryParse(text, out var formula, out _))
        {
            return 1;
        }

        long leaves = 0;
        foreach (var leaf in FormulaWalk.Leaves(formula))
        {
            long here = leaf is NameFormula name
                && _names.Find(name.Qualifier, name.Name).Count == 0
                && (name.Qualifier is null ? name.Name : $"{name.Qualifier}:{name.Name}") is var whole
                && _formulas!.TryGetValue(whole, out string? inner)
                    ? LeavesOf(whole, inner, depth + 1)
                    : 1;
            leaves = leaves > long.MaxValue - here ? long.MaxValue : leaves + here;
        }

        return _leavesOf[formulaName] = leaves;
    }

    private Bound BindNeighbors(NeighborsFormula formula)
    {
        if (BindName(formula.Concept, holes: false) is not BoundConcept bound)
        {
            throw BindingErrors.At(formula.Concept, $"NEIGHBORS takes a concept, and '{formula.Concept}' is none");
        }

        var concept = bound.Concept;
        int count = formula.Count ?? NeighborsFormula.DefaultCount;
        var nearest = concept.Kind == "token" || _database.Dataset.Kind == DatasetKind.Images
            ? _database.Words.Nearest(concept.Name, count)
            : null;
        if (nearest is null)
        {
            if (_database.Words.HasVectors)
            {
                _notes.Add($"{formula}: '{concept.Name}' has no word vector, so it stands alone");
            }
            else
            {
                _notes.Add($"{formula}: this database has no word vectors, so '{concept.Name}' stands alone");
                _missing.Add(new MissingData(MissingKind.WordVectors, _database.Path));
            }

            return bound;
        }

        var all = Neighborhood(_names, concept, nearest.Select(each => each.Word));
        _notes.Add($"{formula} = {string.Join(" OR ", all.Select(each => _names.Reference(each).ToString()))}");
        return all.Count == 1 ? bound : new BoundOr(all.Select(each => new BoundConcept(each)));
    }
}
