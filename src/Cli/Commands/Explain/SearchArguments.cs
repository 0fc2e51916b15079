using System.CommandLine;
using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;

namespace CompExplain.Cli.Commands.Explain;

/// <summary>The options of a search for explanations.</summary>
internal sealed class SearchArguments
{
    private readonly Option<int> _length = Arguments.Number(
        "--length", "Maximum number of leaves of a formula.", SearchOptions.Default.Length);

    private readonly Option<int> _beam = new("--beam")
    {
        HelpName = "N",
        Description = "Number of formulas kept from each length to the next.",
        DefaultValueFactory = _ => SearchOptions.Default.Beam,
    };

    private readonly Option<string> _scorer = new("--scorer")
    {
        HelpName = "SCORE",
        Description = $"Score to maximise: {SearchOptions.ScorerNames}.",
        DefaultValueFactory = _ => SearchOptions.Default.Scorer.NameOf(),
    };

    private readonly ChoiceOption<SearchGrammar> _grammar = new(
        "--grammar",
        "Formulas to search: chains that grow by one leaf, as in the paper, or also formulas joined with formulas, such as "
            + "(a AND b) OR (c AND d).",
        SearchOptions.Default.Grammar,
        ("chain", SearchGrammar.Chain),
        ("full", SearchGrammar.Full));

    private readonly Option<string[]> _categories = new("--categories")
    {
        HelpName = "a,b",
        Description = "Use only concepts of these categories or kinds.",
    };

    private readonly Option<bool> _noNeighbors = new("--no-neighbors") { Description = "Do not use NEIGHBORS(word)." };

    private readonly Option<string> _penalty = new("--penalty")
    {
        HelpName = "X",
        Description = "Multiply the score by 1 - X for each leaf after the first: 0.01 is 1 %.",
        DefaultValueFactory = _ => SearchOptions.Default.LengthPenalty.ToString(CultureInfo.InvariantCulture),
    };

    private readonly Option<int> _candidates = Arguments.Number(
        "--candidates",
        "Extend formulas only by the N concepts with the best scores on their own; 0 is all.",
        SearchOptions.Default.CandidateLimit);

    private readonly Option<int?> _minInputs = new("--min-inputs")
    {
        HelpName = "N",
        Description = "Leave out units that are active on fewer inputs; by default 5 % of the inputs but at most 500 on text, "
            + "as in the paper, and 0 on images.",
    };

    private readonly Option<int> _threads = Arguments.Number(
        "--threads", "Number of units searched at once; 0 is one per core.", SearchOptions.Default.Threads);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_length);
        command.Add(_beam);
        command.Add(_scorer);
        command.Add(_grammar.Option);
        command.Add(_categories);
        command.Add(_noNeighbors);
        command.Add(_penalty);
        command.Add(_candidates);
        command.Add(_minInputs);
        command.Add(_threads);
    }

    /// <summary>Reads the options and checks their ranges.</summary>
    /// <exception cref="CommandException">One is not what it should be.</exception>
    public SearchOptions Read(ParseResult parsed)
    {
        var options = new SearchOptions
        {
            Length = parsed.GetValue(_length),
            Beam = parsed.GetValue(_beam),
            Scorer = ReadScorer(parsed.GetValue(_scorer)),
            Grammar = _grammar.Read(parsed),
            Categories = Arguments.ReadList(parsed.GetValue(_categories)),
            Neighbors = !parsed.GetValue(_noNeighbors),
            LengthPenalty = Arguments.ReadNumber("--penalty", parsed.GetRequiredValue(_penalty)),
            CandidateLimit = parsed.GetValue(_candidates),
            MinimumInputs = parsed.GetValue(_minInputs),
            Threads = parsed.GetValue(_threads),
        };
        return options.Check(Arguments.Flag) is { } problem ? throw new CommandException(problem) : options;
    }

    private static Score ReadScorer(string? name) => Scores.TryFind(name, out var scorer) && scorer.IsOfCounts()
        ? scorer
        : throw new CommandException($"--scorer takes {SearchOptions.ScorerNames}, not '{name}'");
}
