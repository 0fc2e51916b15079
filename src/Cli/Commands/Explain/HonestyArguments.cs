using System.CommandLine;
using CompExplain.Query.Explaining;

namespace CompExplain.Cli.Commands.Explain;

/// <summary>The options of a check of explanations: <c>--honest</c> and what belongs to it.</summary>
internal sealed class HonestyArguments
{
    private readonly Option<bool> _honest = new("--honest")
    {
        Description = "Also check each explanation: the IoU by chance (the unit's mask shifted by whole inputs), the same search "
            + "without some of the inputs and its score on those, and what each clause adds; clauses that change nothing are "
            + "left out.",
    };

    private readonly Option<string> _holdOut = new("--holdout")
    {
        HelpName = "SPLIT",
        Description = "With --honest: split that the second search does not use; by default half of the inputs, by --seed.",
    };

    private readonly Option<int> _shifts = Arguments.Number(
        "--shifts", "With --honest: number of shifts, or all there are if fewer.", HonestyOptions.Default.Shifts);

    private readonly Option<int> _seed = Arguments.Number(
        "--seed", "With --honest: seed of the shifts and of the half of the inputs.", HonestyOptions.Default.Seed);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_honest);
        command.Add(_holdOut);
        command.Add(_shifts);
        command.Add(_seed);
    }

    /// <summary>Reads the options and checks their ranges.</summary>
    /// <returns>The options; null without <c>--honest</c>.</returns>
    /// <exception cref="CommandException">One is not what it should be, or is given without <c>--honest</c>.</exception>
    public HonestyOptions? Read(ParseResult parsed)
    {
        var options = new HonestyOptions
        {
            HeldOut = parsed.GetValue(_holdOut),
            Shifts = parsed.GetValue(_shifts),
            Seed = parsed.GetValue(_seed),
        };
        if (!parsed.GetValue(_honest))
        {
            return options == HonestyOptions.Default
                ? null
                : throw new CommandException("--holdout, --shifts and --seed are of the check; add --honest");
        }

        return options.Check(Arguments.Flag) is { } problem ? throw new CommandException(problem) : options;
    }
}
