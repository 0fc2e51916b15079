using CompExplain.Query.Execution;
using CompExplain.Storage.Catalog;

namespace CompExplain.Tui.Models;

/// <summary>One of the inputs with the highest activations.</summary>
/// <param name="Ranked">Its index and its activation.</param>
/// <param name="Record">Its name, source and label.</param>
internal sealed record ShownInput(RankedInput Ranked, InputRecord Record);
