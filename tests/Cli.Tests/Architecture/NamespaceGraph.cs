using Mono.Cecil;

namespace CompExplain.Cli.Tests.Architecture;

/// <summary>
/// Which namespaces use which, as compiled: base types, interfaces, fields, signatures, method bodies, generic arguments and
/// attributes. A nested or compiler-generated type counts as its outermost type. A namespace and its parent are two nodes.
/// Constants are not seen: the compiler copies their values.
/// </summary>
internal sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, SortedSet<string>>> _arrows = new(StringComparer.Ordinal);
    private readonly string _root;

    /// <summary>Reads assemblies.</summary>
    /// <param name="root">Only this namespace and those below it are nodes.</param>
    /// <param name="assemblies">The paths of the assemblies.</param>
    public NamespaceGraph(string root, IEnumerable<string> assemblies)
    {
        _root = root;
        foreach (string assembly in assemblies)
        {
            using var module = ModuleDefinition.ReadModule(assembly);
            foreach (var type in module.GetTypes())
            {
                new TypeReferences(type, used => Add(type, used)).Walk();
            }
        }
    }

    /// <summary>The namespaces that use others or are used.</summary>
    public IReadOnlyCollection<string> Namespaces => _arrows.Keys;

    /// <summary>The references that make one namespace use another, each as <c>type -> type</c>; possibly none.</summary>
    /// <param name="from">The namespace that uses.</param>
    /// <param name="to">The namespace that is used.</param>
    public IReadOnlyCollection<string> References(string from, string to) =>
        _arrows.TryGetValue(from, out var arrows) && arrows.TryGetValue(to, out var references) ? references : [];

    /// <summary>
    /// One shortest circle through each namespace that is in one, each circle once. A circle names its namespaces in order with
    /// one reference for each arrow.
    /// </summary>
    public IReadOnlyList<string> Circles()
    {
        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (string start in _arrows.Keys)
        {
            if (ShortestCircle(start) is { } circle)
            {
                string key = string.Join(' ', circle.Order(StringComparer.Ordinal));
                found.TryAdd(key, Describe(circle));
            }
        }

        return [.. found.Values];
    }

    /// <summary>Breadth first from a namespace back to itself.</summary>
    private List<string>? ShortestCircle(string start)
    {
        Dictionary<string, string> cameFrom = [];
        Queue<string> open = new([start]);
        while (open.TryDequeue(out string? node))
        {
            foreach (string next in _arrows[node].Keys)
            {
                if (next == start)
                {
                    List<string> circle = [node];
                    while (circle[^1] != start)
                    {
                        circle.Add(cameFrom[circle[^1]]);
                    }

                    circle.Reverse();
                    return circle;
                }

                if (cameFrom.TryAdd(next, node))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }

    private string Describe(List<string> circle)
    {
        var lines = circle.Select((from, i) =>
        {
            string to = circle[(i + 1) % circle.Count];
            var references = _arrows[from][to];
            string more = references.Count > 1 ? $", and {references.Count - 1} more" : string.Empty;
            return $"  {from} -> {to}: {references.Min}{more}";
        });
        return string.Join(" -> ", [.. circle, circle[0]]) + Environment.NewLine + string.Join(Environment.NewLine, lines);
    }

    private void Add(TypeReference user, TypeReference used)
    {
        user = Outermost(user);
        used = Outermost(used);
        if (!IsNode(user.Namespace) || !IsNode(used.Namespace))
        {
            return;
        }

        Arrows(used.Namespace);
        if (user.Namespace != used.Namespace)
        {
            var arrows = Arrows(user.Namespace);
            if (!arrows.TryGetValue(used.Namespace, out var references))
            {
                arrows.Add(used.Namespace, references = new(StringComparer.Ordinal));
            }

            references.Add($"{user.Name} -> {used.Name}");
        }
    }

    private SortedDictionary<string, SortedSet<string>> Arrows(string from)
    {
        if (!_arrows.TryGetValue(from, out var arrows))
        {
            _arrows.Add(from, arrows = new(StringComparer.Ordinal));
        }

        return arrows;
    }

    private bool IsNode(string name) => name == _root || name.StartsWith(_root + ".", StringComparison.Ordinal);

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }
}
