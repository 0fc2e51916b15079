using System.CommandLine;
using System.Globalization;
using CompExplain.Cli.Output;
using CompExplain.Import.Images;
using CompExplain.Query.Syntax;

namespace CompExplain.Cli.Commands;

/// <summary>The arguments that several commands take, and how their texts are read.</summary>
internal static class Arguments
{
    /// <summary>An option with a text.</summary>
    public static Option<string> Text(string name, string helpName, string description, bool required = false) =>
        new(name) { HelpName = helpName, Description = description, Required = required };

    /// <summary>An option with a whole number.</summary>
    public static Option<int> Number(string name, string description, int usual) =>
        new(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };

    public static Argument<string> Database() => new("DB") { Description = "The probe database, one file." };

    public static Option<string> Layer() => Arguments.Text("--layer", "L", "The layer; not needed if there is only one.");

    public static Option<int?> Run() => new("--run")
    {
        HelpName = "N",
        Description = "The search, by its number in `show runs`; by default the layer's latest complete one.",
    };

    public static Option<int?> Limit() => new("--limit") { HelpName = "N", Description = "Maximum number of rows." };

    public static Option<string> Format() => new("--format")
    {
        HelpName = "table|csv|json|markdown",
        Description = "Format of the rows.",
        DefaultValueFactory = _ => "table",
    };

    public static Option<string> LabelMapSize() => new("--size")
    {
        HelpName = "N|HxW",
        Description = "The size that label maps are brought to, one for all images.",
        DefaultValueFactory = _ => MapSize.Default.ToString(),
    };

    /// <summary>A size: a side, or height and width with an x between.</summary>
    public static MapSize ReadMapSize(string? text)
    {
        string[] sides = (text ?? string.Empty).Split('x', 2, StringSplitOptions.TrimEntries);
        return TryRead(sides[0], out int height) && TryRead(sides[^1], out int width)
            ? new MapSize(height, width)
            : throw new CommandException($"--size takes a side such as 112, or height and width such as 120x160, not '{text}'");
    }

    public static OutputFormat ReadFormat(string? format) => OneOf(
        "--format",
        format,
        ("table", OutputFormat.Table),
        ("csv", OutputFormat.Csv),
        ("json", OutputFormat.Json),
        ("markdown", OutputFormat.Markdown));

    /// <summary>An option's name with dashes: how the command's messages spell options.</summary>
    public static string Flag(string option) => "--" + option;

    /// <summary>The value of a word, or an error that lists the words.</summary>
    public static T OneOf<T>(string option, string? word, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var words = new List<string>();
        foreach (var (each, value) in choices)
        {
            if (each.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }

            words.Add(each);
        }

        var near = Suggestions.Nearest(word ?? string.Empty, words, 1);
        throw new CommandException(
            $"{option} takes {string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}, not '{word}'"
                + (near.Count > 0 ? $"; {Suggestions.DidYouMean(near)}" : string.Empty));
    }

    /// <summary>Words apart by commas, without empty ones.</summary>
    public static List<string> ReadList(IEnumerable<string>? texts) =>
        [.. (texts ?? []).SelectMany(Parts)];

    /// <summary>Numbers and ranges of them: <c>0-99,200</c>.</summary>
    public static List<int> ReadNumbers(string option, string text)
    {
        const int most = 10_000_000;
        var numbers = new List<int>();
        foreach (string part in Parts(text))
        {
            string[] ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            if (!TryRead(ends[0], out int first) || !TryRead(ends[^1], out int last) || last < first)
            {
                throw new CommandException($"{option} takes numbers and ranges of them such as 0-99,200, not '{part}'");
            }

            if (numbers.Count + (long)last - first + 1 > most)
            {
                throw new CommandException(
                    string.Create(CultureInfo.InvariantCulture, $"{option}: {part} is more than {most:N0} units"));
            }

            for (int number = first; number <= last; number++)
            {
                numbers.Add(number);
            }
        }

        return numbers.Count > 0
            ? numbers
            : throw new CommandException($"{option} takes numbers and ranges of them such as 0-99,200");
    }

    /// <summary>A time: <c>60s</c>, <c>90</c> (seconds), <c>2m</c>, <c>1.5h</c>.</summary>
    public static TimeSpan ReadDuration(string option, string text)
    {
        var (seconds, letters) = text.ToLowerInvariant() switch
        {
            [.., 'm', 's'] => (0.001, 2),
            [.., 's'] => (1, 1),
            [.., 'm'] => (60, 1),
            [.., 'h'] => (3600, 1),
            _ => (1.0, 0),
        };
        string number = text[..^letters];
        bool isTime = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount)
            && amount * 3600 < TimeSpan.MaxValue.TotalSeconds / 2;
        return isTime
            ? TimeSpan.FromSeconds(amount * seconds)
            : throw new CommandException($"{option} takes a time such as 500ms, 60s, 2m or 1h, not '{text}'");
    }

    /// <summary>A share with its sign: <c>0.5%</c>.</summary>
    public static double ReadShare(string option, string text)
    {
        string number = text.EndsWith('%') ? text[..^1] : string.Empty;
        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite;
        return double.TryParse(number, styles, CultureInfo.InvariantCulture, out double percent) && percent is > 0 and < 100
            ? percent / 100
            : throw new CommandException($"{option} takes a share over 0% and under 100% such as 0.5%, not '{text}'");
    }

    /// <summary>A finite number with a decimal point.</summary>
    public static double ReadNumber(string option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new CommandException($"{option} takes a number such as 0 or 1.5, not '{text}'");

    /// <summary>A whole number within bounds.</summary>
    public static int Within(string option, int number, int least, int most) => number >= least && number <= most
        ? number
        : throw new CommandException(
            string.Create(CultureInfo.InvariantCulture, $"{option} goes from {least:N0} to {most:N0}, not {number}"));

    private static string[] Parts(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
