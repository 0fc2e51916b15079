using System.CommandLine;
using System.Globalization;
using CompExplain.Import.Units;

namespace CompExplain.Cli.Commands;

/// <summary>The options that say how activations become masks and how they are kept.</summary>
internal sealed class UnitArguments
{
    public Option<string> Above { get; } = Arguments.Text(
        "--above", "X", "A unit is active where its activation is above X.");

    public Option<string> Top { get; } = Arguments.Text(
        "--top", "0.5%", "A unit is active at this share of all positions, those of its highest activations.");

    public ChoiceOption<ThresholdScope> Scope { get; } = new(
        "--threshold-on",
        "What --top is a share of: positions, after interpolation to the label maps, or the layer's own grid.",
        ThresholdRule.Paper.Scope,
        ("positions", ThresholdScope.Positions),
        ("grid", ThresholdScope.Grid));

    public ChoiceOption<StoredActivations> Activations { get; } = new(
        "--activations",
        "How activations are stored, for other thresholds later.",
        UnitImportOptions.DefaultStore,
        ("float16", StoredActivations.Half),
        ("float32", StoredActivations.Full),
        ("none", StoredActivations.None));

    /// <summary>Makes <c>--top</c> the default, with the paper's share.</summary>
    public UnitArguments WithDefaultRule()
    {
        string share = string.Create(CultureInfo.InvariantCulture, $"{(decimal)ThresholdRule.Paper.Value * 100:0.############}%");
        Top.DefaultValueFactory = _ => share;
        return this;
    }

    /// <summary>The rule of <c>--above</c> or <c>--top</c>.</summary>
    /// <returns>The rule; null where neither is given and neither is the default.</returns>
    /// <exception cref="CommandException">Both are given, or one is not what it should be.</exception>
    public ThresholdRule? ReadRule(ParseResult parsed)
    {
        string? above = parsed.GetValue(Above), top = parsed.GetValue(Top);
        bool isDefault = parsed.GetResult(Top) is { Implicit: true };
        var scope = Scope.Read(parsed);
        return (above, top) switch
        {
            ({ } value, _) when top is null || isDefault => ThresholdRule.Above(Arguments.ReadNumber("--above", value)),
            (null, { } share) => ThresholdRule.TopShare(Arguments.ReadShare("--top", share), scope),
            (null, null) => null,
            _ => throw new CommandException("--top and --above exclude each other; give one"),
        };
    }
}
