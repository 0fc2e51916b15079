namespace CompExplain.Tui.Models.Units;

/// <summary>One of two units that are compared.</summary>
/// <param name="Row">The unit.</param>
/// <param name="OthersIou">The IoU of this unit and the formula of the other; null if the other has none.</param>
/// <param name="Clauses">The clauses of its formula that the other's does not have.</param>
internal sealed record ComparedUnit(UnitRow Row, double? OthersIou, IReadOnlyList<string> Clauses);
