using CompExplain.Query.Ast;
using CompExplain.Query.Results;
using CompExplain.Query.Syntax;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Execution;

/// <content>LET and DROP: formulas with names.</content>
internal sealed partial class StatementRunner
{
    private QueryResult Let(LetQuery query)
    {
        if (_names.Find(null, query.Name).Count > 0)
        {
            throw Fail(query, $"'{query.Name}' is a concept of this database", "choose another name for the formula");
        }

        string text = query.Formula.ToString();
        if (query.Formula is { } formula && Mentions(formula, query.Name))
        {
            throw Fail(query, $"the formula '{query.Name}' would be defined by itself");
        }

        _binder.Bind(query.Formula);
        Step<object?>("store formula", query.Name, string.Empty, null, () =>
        {
            _database.Formulas.Save(new NamedFormula(query.Name, text));
            return null;
        }, _ => null, null);
        return Build(new ResultBuilder().Column("name", ColumnKind.Text).Column("formula", ColumnKind.Text).Row(query.Name, text));
    }

    /// <summary>Whether a formula leans on a name, itself or through the formulas that it names.</summary>
    private bool Mentions(Formula formula, string name)
    {
        var stored = _database.Formulas.All().ToDictionary(each => each.Name, each => each.Text);
        var open = new Stack<Formula>([formula]);
        var seen = new HashSet<string>();
        while (open.TryPop(out var next))
        {
            foreach (var leaf in FormulaWalk.Leaves(next).OfType<NameFormula>())
            {
                if (_names.Find(leaf.Qualifier, leaf.Name).Count > 0)
                {
                    continue;
                }

                string whole = leaf.Qualifier is null ? leaf.Name : $"{leaf.Qualifier}:{leaf.Name}";
                if (whole == name)
                {
                    return true;
                }

                if (seen.Add(whole) && stored.TryGetValue(whole, out string? text) && Parsing.FormulaParser.TryParse(text, out var inner, out _))
                {
                    open.Push(inner);
                }
            }
        }

        return false;
    }

    private QueryResult Drop(DropQuery query)
    {
        bool dropped = Step("drop formula", query.Name, string.Empty, null, () => _database.Formulas.Drop(query.Name), _ => null, true);
        if (!dropped)
        {
            var near = Suggestions.Nearest(query.Name, _database.Formulas.All().Select(each => each.Name));
            throw Fail(query, $"there is no formula '{query.Name}'", near.Count > 0 ? $"did you mean: {string.Join(", ", near)}?" : "list them with: SHOW formulas");
        }

        return Build(new ResultBuilder().Column("dropped", ColumnKind.Text).Row(query.Name));
    }
}
