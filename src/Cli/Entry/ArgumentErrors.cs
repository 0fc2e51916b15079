using System.CommandLine;
using System.CommandLine.Parsing;
using CompExplain.Query.Syntax;

namespace CompExplain.Cli.Entry;

/// <summary>Says in one line what is wrong with the arguments, and names the help to read.</summary>
internal static class ArgumentErrors
{
    public static int Tell(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var unknown, ..] && command.Subcommands.Count > 0)
        {
            string message = unknown.StartsWith('-') ? $"unknown option '{unknown}'" : $"unknown command '{unknown}'";
            var near = Suggestions.Nearest(unknown, command.Subcommands.Select(each => each.Name));
            Talk.Error(terminal, near.Count > 0 ? $"{message}; {Suggestions.DidYouMean(near)}" : message);
        }
        else if (parsed.UnmatchedTokens is [var extra, ..])
        {
            var near = Suggestions.Nearest(extra, command.Options.Select(each => each.Name));
            string message = extra.StartsWith('-') ? $"unknown option '{extra}'" : $"one argument too many: '{extra}'";
            Talk.Error(terminal, near.Count > 0 ? $"{message}; {Suggestions.DidYouMean(near)}" : message);
        }
        else if (command.Subcommands.Count > 0)
        {
            Talk.Error(terminal, $"a command is missing: {string.Join(", ", command.Subcommands.Select(each => each.Name))}");
        }
        else
        {
            Talk.Error(terminal, Describe(parsed.Errors[0]));
        }

        string path = string.Join(' ', Path(command));
        Talk.Say(terminal, $"see: {path} --help");
        return ExitCode.Error;
    }

    private static string Describe(ParseError error)
    {
        if (error.SymbolResult is OptionResult { Option: var option, Tokens: [.., var value] } && IsNumber(option.ValueType))
        {
            return $"{option.Name} takes a whole number, not '{value.Value}'";
        }

        return OneLine(error.Message);
    }

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(int?) || type == typeof(int[]);

    private static string OneLine(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string line = string.Join(' ', lines).TrimEnd('.');
        bool startsWithWord = line.Length > 1 && char.IsUpper(line[0]) && !char.IsUpper(line[1]);
        return startsWithWord ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }

    private static IEnumerable<string> Path(Command command)
    {
        var names = new Stack<string>();
        for (Symbol? each = command; each is Command and not RootCommand; each = each.Parents.FirstOrDefault())
        {
            names.Push(each.Name);
        }

        names.Push("compexplain");
        return names;
    }
}
