using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Explaining;
using CompExplain.Query.Parsing;
using CompExplain.Query.Tests.Execution;

namespace CompExplain.Query.Tests;

/// <summary>
/// Errors of the engine's methods that take formulas: the caret is under the word, in the text that the formula is from.
/// </summary>
public sealed class QueryEngineTests
{
    private static readonly (string Name, Action<QueryEngine, Formula> Ask)[] Methods =
    [
        ("Count", (engine, formula) => engine.Count(new UnitFormula(null, 0), formula)),
        ("Count target", (engine, formula) => engine.Count(formula, new UnitFormula(null, 0))),
        ("Chance", (engine, formula) => engine.Chance(new UnitFormula(null, 0), formula, HonestyOptions.Default)),
        ("CountByInput", (engine, formula) => engine.CountByInput(formula)),
        ("MaskOn", (engine, formula) => engine.MaskOn(formula, 0)),
        ("TopInputs", (engine, formula) => engine.TopInputs(formula, 3)),
        ("CountBySignature", (engine, formula) => engine.CountBySignature([formula], engine.Subset(_ => true))),
        ("CountByIndex", (engine, formula) => engine.CountByIndex(new UnitFormula(null, 0), formula, CancellationToken.None)),
    ];

    public static TheoryData<string> Names => [.. Methods.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ask_ParsedFormula_ShowsTheErrorInTheCallersText(string method)
    {
        const string text = " (  water   or\n  watr )and not   river";
        var found = Error(method, FormulaParser.Parse(text));
        Assert.Equal(text, found.Text);
        Assert.Equal("watr", text.Substring(found.Span.Start, found.Span.Length));
        Assert.Equal((2, 3), (found.Line, found.Column));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ask_FormulaFromALongerText_ShowsTheErrorThere(string method)
    {
        const string text = "iou( unit 1,  watr  or river), count(river)";
        var query = Assert.IsType<ScoreQuery>(QueryParser.Parse(text));
        var found = Error(method, query.Calls[0].Formula);
        Assert.Equal(
            """
            error: unknown concept 'watr'
              iou( unit 1,  watr  or river), count(river)
                            ^^^^
              did you mean: water, waterfall, water tower?
            """,
            found.Render());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ask_FormulaMadeByAProgram_ShowsTheErrorInItsOwnText(string method)
    {
        var found = Error(method, new AndFormula(new NameFormula("river"), new NotFormula(new NameFormula("watr"))));
        Assert.Equal("river AND NOT watr", found.Text);
        Assert.Equal(new SourceSpan(14, 4), found.Span);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ask_ParsedFormulaInAFormulaMadeByAProgram_ShowsTheErrorInTheCallersText(string method)
    {
        const string text = "( watr )";
        var found = Error(method, new AndFormula(new UnitFormula(null, 1), FormulaParser.Parse(text)));
        Assert.Equal(text, found.Text);
        Assert.Equal(new SourceSpan(2, 4), found.Span);
    }

    [Fact]
    public void Run_ErrorInNamedFormulasOfEachOther_IsShownAtTheOuterName()
    {
        using var ask = Ask.Images();
        ask["LET wet = water OR river"].ToString();
        ask["LET damp = wet"].ToString();
        ask["DROP wet"].ToString();
        ask.Database.Formulas.Save(new("wet", "watr"));
        Assert.Equal(
            """
            error: in the formula 'damp': unknown concept 'watr'
              COUNT(river OR damp)
                             ^^^^
              did you mean: water, waterfall, water tower?
            """,
            ask.Error("COUNT(river OR damp)"));
    }

    private static Diagnostic Error(string method, Formula formula)
    {
        using var ask = Ask.Images();
        var call = Methods.Single(each => each.Name == method).Ask;
        return Assert.Throws<QueryException>(() => call(ask.Engine, formula)).Diagnostic;
    }
}
