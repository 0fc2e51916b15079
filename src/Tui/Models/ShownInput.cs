using CompExplain.Query.Execution;
using CompExplain.Storage.Catalog;

namespace CompExplain.Tui.Models;

/// <summary>An input on which a unit is active most.</summary>
/// <param name="Ranked">Which, and how much.</param>
/// <param name="Record">What it is.</param>
internal sealed record ShownInput(RankedInput Ranked, InputRecord Record);
