namespace CompExplain.Query.Planning;

/// <summary>How queries are to be planned. The answers do not depend on it.</summary>
public sealed record PlanOptions
{
    /// <summary>The default: every pass is on, and the faster path is chosen.</summary>
    public static PlanOptions Default { get; } = new();

    /// <summary>The names of all rewrites, in the order in which they are applied, and of the choices after them.</summary>
    public static IReadOnlyList<string> Passes { get; } =
        ["flatten", "fold-constants", "drop-repeats", "remove-not", "order-by-size", "count-only", "choose-path"];

    /// <summary>Where formulas are counted; one that cannot be counted there is counted the other way.</summary>
    public EvaluationPath Path { get; init; } = EvaluationPath.Automatic;

    /// <summary>The passes that are switched off, by name.</summary>
    public IReadOnlySet<string> Disabled { get; init; } = new HashSet<string>();
}
