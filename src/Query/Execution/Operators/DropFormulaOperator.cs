namespace CompExplain.Query.Execution.Operators;

/// <summary>Removes a named formula.</summary>
internal sealed class DropFormulaOperator : Operator
{
    public DropFormulaOperator(QueryContext context, string name)
        : base(context) => Detail = name;

    public override string Name => "drop formula";

    public override string Detail { get; }

    public override string Path => string.Empty;

    private protected override long? Run()
    {
        Context.Database.Formulas.Drop(Detail);
        return null;
    }
}
