using CompExplain.Query.Binding;

namespace CompExplain.Query.Planning;

/// <summary>A rewrite of formulas that never changes their masks, with the name by which it can be switched off.</summary>
internal sealed record RewritePass(string Name, Func<Bound, Bound> Apply);
