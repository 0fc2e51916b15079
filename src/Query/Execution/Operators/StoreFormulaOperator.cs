using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Stores a named formula.</summary>
internal sealed class StoreFormulaOperator : Operator
{
    private readonly NamedFormula _formula;

    public StoreFormulaOperator(QueryContext context, NamedFormula formula)
        : base(context) => _formula = formula;

    public override string Name => "store formula";

    public override string Detail => _formula.Name;

    public override string Path => string.Empty;

    private protected override long? Run()
    {
        Context.Database.Formulas.Save(_formula);
        return null;
    }
}
