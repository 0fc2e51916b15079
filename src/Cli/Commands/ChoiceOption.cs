using System.CommandLine;

namespace CompExplain.Cli.Commands;

/// <summary>An option that takes one of a few words.</summary>
/// <typeparam name="T">What the words stand for.</typeparam>
internal sealed class ChoiceOption<T>
{
    private readonly (string Word, T Value)[] _choices;

    /// <summary>Makes the option.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">Its help.</param>
    /// <param name="usual">The default, which is one of the values.</param>
    /// <param name="choices">The words and their values.</param>
    public ChoiceOption(string name, string description, T usual, params (string Word, T Value)[] choices)
    {
        _choices = choices;
        string word = choices.First(choice => Equals(choice.Value, usual)).Word;
        Option = new(name)
        {
            HelpName = string.Join('|', choices.Select(choice => choice.Word)),
            Description = description,
            DefaultValueFactory = _ => word,
        };
    }

    /// <summary>The option, to be added to a command.</summary>
    public Option<string> Option { get; }

    /// <summary>The value that was given, or the default.</summary>
    /// <exception cref="CommandException">It is none of the words.</exception>
    public T Read(ParseResult parsed) => Arguments.OneOf(Option.Name, parsed.GetValue(Option), _choices);
}
