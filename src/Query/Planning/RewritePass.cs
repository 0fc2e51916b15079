using CompExplain.Query.Binding;

namespace CompExplain.Query.Planning;

/// <summary>One rewrite of a formula, which never changes its mask. It has a name, by which it can be switched off.</summary>
internal sealed record RewritePass(string Name, Func<Bound, Bound> Apply);
