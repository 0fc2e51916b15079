namespace CompExplain.Tui.Models.Units;

/// <summary>One of two units that are compared.</summary>
/// <param name="Row">The unit.</param>
/// <param name="OthersIou">The IoU of this unit and the formula of the other; null where there is none.</param>
/// <param name="Clauses">Its formula's clauses that the other's has not.</param>
internal sealed record ComparedUnit(UnitRow Row, double? OthersIou, IReadOnlyList<string> Clauses);
