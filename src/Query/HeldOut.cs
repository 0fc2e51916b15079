using CompExplain.Query.Ast;
using CompExplain.Query.Execution;

namespace CompExplain.Query;

/// <summary>A formula that was found on some inputs, counted there and on the inputs that the search did not see.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Seen">Its counts on the inputs that the search saw.</param>
/// <param name="Held">Its counts on the inputs held out.</param>
public sealed record HeldOut(Formula Formula, PairCounts Seen, PairCounts Held);
