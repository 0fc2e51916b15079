using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Parsing;
using CompExplain.Query.Syntax;
using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Binding;

/// <summary>Resolves the names of a formula against a database. What is not there, or not yet possible, is a diagnostic at its spot.</summary>
internal sealed class Binder
{
    private const int MaximumExpansion = 64;

    private readonly ProbeDatabase _database;
    private readonly ConceptNames _names;
    private readonly string _text;
    private readonly List<string> _notes;
    private readonly List<string> _expanding = [];
    private Dictionary<string, string>? _formulas;

    /// <param name="database">The database.</param>
    /// <param name="names">Its concepts' names.</param>
    /// <param name="text">The query's text, which the formulas' spans point into.</param>
    /// <param name="notes">Where to leave what the person should know of the answer.</param>
    public Binder(ProbeDatabase database, ConceptNames names, string text, List<string> notes)
    {
        _database = database;
        _names = names;
        _text = text;
        _notes = notes;
    }

    /// <summary>Binds a formula.</summary>
    /// <exception cref="QueryException">A name is unknown or means several things, or something cannot be asked of this database.</exception>
    public Bound Bind(Formula formula, bool holes = false)
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
                return BindInputs(formula, InputProperty.Label, label.Name, "label", _database.Labels);
            case PredictedFormula predicted:
                return BindInputs(formula, InputProperty.Predicted, predicted.Name, "prediction", _database.Predictions);
            case SplitFormula split:
                return BindInputs(formula, InputProperty.Split, split.Name, "split", _database.Splits);
            case CorrectFormula:
                if (!_database.Labels.Any(label => label is not null) || !_database.Predictions.Any(prediction => prediction is not null))
                {
                    throw Fail(formula, "CORRECT needs gold labels and predictions, and this database lacks them", "import them with --labels and --predictions");
                }

                return new BoundInputs(InputProperty.Correct, null);
            case SomeFormula some:
                return new BoundSome(Bind(some.Operand, holes));
            case EveryFormula every:
                return new BoundEvery(Bind(every.Operand, holes));
            case ExpandFormula expand:
                RequireImages(formula, "EXPAND");
                return new BoundExpand(Bind(expand.Operand, holes), expand.Pixels);
            case NearFormula near:
                RequireImages(formula, "NEAR");
                return new BoundAnd([Bind(near.Operand, holes), new BoundExpand(Bind(near.Other, holes), near.Pixels)]);
            case DirectionFormula direction:
                RequireImages(formula, direction.Direction.ToString().ToUpperInvariant());
                return new BoundAnd([Bind(direction.Operand, holes), new BoundShadow(direction.Direction, Bind(direction.Other, holes))]);
            case NeighborsFormula neighbors:
                return BindNeighbors(neighbors);
            case HoleFormula:
                return holes
                    ? new BoundHole()
                    : throw Fail(formula, "a hole (?) stands only where something is put into it in turn", "use it in: TOP 10 concepts BY IOU(unit 1, water AND ?)");
            case NotFormula not:
                return new BoundNot(Bind(not.Operand, holes));
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
            all.AddRange(names.Find(concept.Category, word).Where(each => each.Kind == concept.Kind && each.Name == word && !all.Contains(each)));
        }

        return all;
    }

    private QueryException Fail(Formula formula, string message, params ReadOnlySpan<string> hints) =>
        new(new Diagnostic(message, _text, _expanding.Count > 0 ? SourceSpan.None : formula.Span, EquatableList.Create(hints)));

    private void RequireImages(Formula formula, string what)
    {
        if (_database.Dataset.Kind == DatasetKind.Texts)
        {
            throw Fail(formula, $"{what} is of positions in images, and this database holds texts");
        }
    }

    private Bound BindBinary(BinaryFormula formula, bool holes)
    {
        // A chain of one operator leans left and may be thousands long: walk it instead of recursing.
        var operands = new List<Bound>();
        Formula left = formula;
        while (left is BinaryFormula next && next.GetType() == formula.GetType())
        {
            operands.Add(Bind(next.Right, holes));
            left = next.Left;
        }

        operands.Add(Bind(left, holes));
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
            return new BoundConcept(found[0].Id);
        }

        if (found.Count > 1)
        {
            string[] spellings = found.Select(concept => _names.Reference(concept).ToString()).Distinct().Order(StringComparer.Ordinal).ToArray();
            throw Fail(name, $"'{name}' means several concepts", "write one of: " + string.Join(", ", spellings));
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

        throw Unknown(name);
    }

    private QueryException Unknown(NameFormula name)
    {
        if (name.Qualifier is not null && !_names.HasCategory(name.Qualifier))
        {
            string[] categories = _database.Concepts.Select(concept => concept.Category).Distinct().Order(StringComparer.Ordinal).ToArray();
            var near = Suggestions.Nearest(name.Qualifier, categories);
            return Fail(name, $"unknown category '{name.Qualifier}'", near.Count > 0 ? $"did you mean: {string.Join(", ", near)}?" : "there are: " + string.Join(", ", categories));
        }

        var suggested = name.Qualifier is null ? Suggestions.Nearest(name.Name, _names.BareNames()) : Suggestions.Nearest(name.ToString(), _names.Spellings());
        if (suggested.Count == 0)
        {
            suggested = Suggestions.Nearest(name.ToString(), _names.Spellings());
        }

        return Fail(name, $"unknown concept '{Shown(name)}'", suggested.Count > 0 ? $"did you mean: {string.Join(", ", suggested)}?" : "list them with: SHOW concepts");
    }

    private static string Shown(NameFormula name) => name.Qualifier is null ? name.Name : $"{name.Qualifier}:{name.Name}";

    private Bound BindNamed(NameFormula name, string formulaName, string text, bool holes)
    {
        if (_expanding.Contains(formulaName))
        {
            throw Fail(name, $"the formula '{formulaName}' is defined by itself: {string.Join(" -> ", _expanding)} -> {formulaName}");
        }

        if (_expanding.Count >= MaximumExpansion)
        {
            throw Fail(name, $"named formulas lean on each other more than {MaximumExpansion} deep");
        }

        if (!FormulaParser.TryParse(text, out var formula, out _))
        {
            throw Fail(name, $"the formula that is stored as '{formulaName}' cannot be read; name it anew with LET");
        }

        _expanding.Add(formulaName);
        try
        {
            return Bind(formula, holes);
        }
        catch (QueryException error) when (_expanding.Count == 1)
        {
            throw new QueryException(new Diagnostic($"in the formula '{formulaName}': {error.Diagnostic.Message}", _text, name.Span, error.Diagnostic.Hints));
        }
        finally
        {
            _expanding.RemoveAt(_expanding.Count - 1);
        }
    }

    private BoundLeaf BindUnit(UnitFormula formula)
    {
        var layers = _database.Layers;
        if (layers.Count == 0)
        {
            throw Fail(formula, "no layer is stored in this database", "add one with: compexplain import units " + _database.Path + " --layer NAME activations.npy --above 0");
        }

        Layer? layer;
        if (formula.Layer is not null)
        {
            layer = _database.FindLayer(formula.Layer);
            if (layer is null)
            {
                throw Fail(formula, $"unknown layer '{formula.Layer}'", "there are: " + string.Join(", ", layers.Select(each => each.Name)));
            }
        }
        else
        {
            layer = layers.Count == 1
                ? layers[0]
                : throw Fail(formula, $"which layer's unit {formula.Number}?", "write one of: " + string.Join(", ", layers.Select(each => $"{each.Name}:{formula.Number}")));
        }

        var unit = _database.FindUnit(layer.Id, formula.Number);
        if (unit is null)
        {
            var units = _database.Units(layer.Id);
            throw Fail(
                formula,
                $"layer {layer.Name} has no unit {formula.Number}",
                units.Count == 0 ? "it has no units" : $"it has {units.Count:N0}, numbered {units[0].Number} to {units[^1].Number}");
        }

        if (formula.Condition is not { } condition)
        {
            return new BoundUnit(unit.Id);
        }

        if (!layer.HasActivations)
        {
            throw Fail(formula, NoActivations(layer), ImportActivations(_database, layer));
        }

        if (condition is UnitRange { Number: >= ActivationRanges.Count } range)
        {
            throw Fail(formula, $"there is no range {range.Number}", $"a unit's positive activations have {ActivationRanges.Count} ranges, numbered 0 to {ActivationRanges.Count - 1}");
        }

        return new BoundActivation(unit.Id, condition);
    }

    /// <summary>What is missing where a layer's activations are.</summary>
    public static string NoActivations(Layer layer) => $"no activations for {layer.Name}";

    /// <summary>How to have them.</summary>
    public static string ImportActivations(ProbeDatabase database, Layer layer) =>
        $"run: compexplain import units {database.Path} activations.npy --layer {layer.Name} --replace --top 0.5%";

    private BoundInputs BindInputs(Formula formula, InputProperty property, string value, string what, IReadOnlyList<string?> column)
    {
        string[] values = column.Where(each => each is not null).Select(each => each!).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (values.Length == 0)
        {
            throw Fail(formula, $"no {what} is stored in this database");
        }

        string? found = values.FirstOrDefault(each => each == value)
            ?? values.FirstOrDefault(each => each.Equals(value, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var near = Suggestions.Nearest(value, values);
            throw Fail(
                formula,
                $"no input has the {what} '{value}'",
                near.Count > 0 ? $"did you mean: {string.Join(", ", near)}?" : "there are: " + string.Join(", ", values.Take(20)) + (values.Length > 20 ? ", ..." : string.Empty));
        }

        return new BoundInputs(property, found);
    }

    private Bound BindNeighbors(NeighborsFormula formula)
    {
        if (BindName(formula.Concept, holes: false) is not BoundConcept { Id: var id })
        {
            throw Fail(formula.Concept, $"NEIGHBORS takes a concept, and '{formula.Concept}' is none");
        }

        var concept = _database.Concepts[id];
        int count = formula.Count ?? NeighborsFormula.DefaultCount;
        var nearest = concept.Kind == "token" || _database.Dataset.Kind == DatasetKind.Images ? _database.Words.Nearest(concept.Name, count) : null;
        if (nearest is null)
        {
            _notes.Add(_database.Words.HasVectors
                ? $"{formula}: '{concept.Name}' has no word vector, so it stands alone"
                : $"{formula}: this database has no word vectors (import with --vectors and --words), so '{concept.Name}' stands alone");
            return new BoundConcept(id);
        }

        var all = Neighborhood(_names, concept, nearest.Select(each => each.Word));
        _notes.Add($"{formula} = {string.Join(" OR ", all.Select(each => _names.Reference(each).ToString()))}");
        return all.Count == 1 ? new BoundConcept(id) : new BoundOr(all.Select(each => new BoundConcept(each.Id)));
    }
}
