namespace CompExplain.Query.Binding;

/// <summary>A formula whose names are resolved: its leaves are masks of the database. And and Or are n-ary.</summary>
internal abstract record Bound
{
    /// <summary>Whether it can be answered signature by signature: it is made of concepts alone.</summary>
    public abstract bool IsPointwise { get; }

    public abstract bool HasHole { get; }

    /// <summary>The leaves, left to right, each as often as it stands there.</summary>
    public IEnumerable<Bound> Leaves()
    {
        var open = new Stack<Bound>([this]);
        while (open.TryPop(out var node))
        {
            if (node.Children.Count == 0)
            {
                yield return node;
            }

            for (int i = node.Children.Count - 1; i >= 0; i--)
            {
                open.Push(node.Children[i]);
            }
        }
    }

    public virtual IReadOnlyList<Bound> Children => [];
}
