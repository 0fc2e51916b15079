using System.Collections;
using System.Runtime.CompilerServices;

namespace CompExplain.Query.Ast;

/// <summary>
/// An immutable list that equals another when their items do, in order: what a record needs of a list-valued member.
/// Written <c>[first, second]</c>.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Create))]
public sealed class EquatableList<T> : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    private readonly T[] _items;

    internal EquatableList(T[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(EquatableList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}

/// <summary>Makes an <see cref="EquatableList{T}"/>.</summary>
public static class EquatableList
{
    /// <summary>A list of a copy of the items.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items, copied.</param>
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>A list of a copy of the items.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items, copied.</param>
    public static EquatableList<T> Create<T>(IEnumerable<T> items) => new([.. items]);
}
