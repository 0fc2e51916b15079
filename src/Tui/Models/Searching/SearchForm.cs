using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;

namespace CompExplain.Tui.Models.Searching;

/// <summary>
/// The form in which a search is chosen: its fields start with the defaults of <see cref="SearchOptions"/> and are read into
/// them.
/// </summary>
internal sealed class SearchForm
{
    private const string Yes = "yes";
    private const int MaximumRange = 1_000_000;

    private static readonly SearchGrammar[] Grammars = [SearchGrammar.Chain, SearchGrammar.Full];

    private readonly SearchField _units = new("units", "all, or numbers and ranges: 0-9,12", []) { Text = "all" };
    private readonly SearchField _length =
        new("length", "the maximum number of leaves", []) { Text = Number(SearchOptions.Default.Length) };

    private readonly SearchField _beam =
        new("beam", "formulas kept from length to length", []) { Text = Number(SearchOptions.Default.Beam) };

    private readonly SearchField _scorer =
        new("scorer", "the score to maximise", [.. SearchOptions.Scorers.Select(score => score.NameOf())])
        {
            Text = SearchOptions.Default.Scorer.NameOf(),
        };

    private readonly SearchField _grammar =
        new("grammar", "chains, or formulas joined with formulas", [.. Grammars.Select(NameOf)])
        {
            Text = NameOf(SearchOptions.Default.Grammar),
        };

    private readonly SearchField _again =
        new("again", "whether stored results are searched again", ["no", Yes]) { Text = "no" };

    public SearchForm() => Fields = [_units, _length, _beam, _scorer, _grammar, _again];

    public IReadOnlyList<SearchField> Fields { get; }

    /// <summary>Whether units with stored results of this search are searched again.</summary>
    public bool IsRestart => _again.Text == Yes;

    /// <summary>Reads the form.</summary>
    /// <param name="options">The options of the search.</param>
    /// <param name="units">The units' numbers; null for all.</param>
    /// <returns>What is wrong with the form; null if nothing is.</returns>
    public string? Read(out SearchOptions options, out List<int>? units)
    {
        options = SearchOptions.Default;
        if (ReadUnits(out units) is { } wrong)
        {
            return wrong;
        }

        if (!TryRead(_length, out int length))
        {
            return $"the length is a number from 1 to {SearchOptions.MaximumLength}, not '{_length.Text}'";
        }

        if (!TryRead(_beam, out int beam))
        {
            return $"the beam is a number from 1 to {SearchOptions.MaximumBeam}, not '{_beam.Text}'";
        }

        Scores.TryFind(_scorer.Text, out var scorer);
        options = options with
        {
            Length = length,
            Beam = beam,
            Scorer = scorer,
            Grammar = Grammars.First(grammar => NameOf(grammar) == _grammar.Text),
        };
        return options.Check(option => "the " + option);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string NameOf(SearchGrammar grammar) => grammar == SearchGrammar.Full ? "full" : "chain";

    private static bool TryRead(SearchField field, out int number) => TryRead(field.Text, out number);

    private static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private string? ReadUnits(out List<int>? units)
    {
        units = null;
        string text = _units.Text.Trim();
        if (text.Length == 0 || text.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var numbers = new List<int>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-', 2);
            if (!TryRead(ends[0], out int first) || !TryRead(ends[^1], out int last)
                || last < first || last - first > MaximumRange)
            {
                return $"the units are 'all', or numbers and ranges such as 0-9,12, and not '{text}'";
            }

            numbers.AddRange(Enumerable.Range(first, last - first + 1));
        }

        units = numbers;
        return null;
    }
}
