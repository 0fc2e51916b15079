namespace CompExplain.Networks.Weights;

/// <summary>The values that a pickle's instructions put on a stack and take from it. What they take is checked.</summary>
internal sealed class PickleStack(PickleReader reader)
{
    private static readonly object Mark = new();

    private readonly List<object?> _values = [];

    /// <summary>Puts a value on the stack.</summary>
    public void Push(object? value) => _values.Add(value);

    /// <summary>Puts a mark on the stack, which <see cref="PopToMark"/> goes back to.</summary>
    public void PushMark() => _values.Add(Mark);

    /// <summary>The value on top, which stays.</summary>
    public object? Top()
    {
        if (_values.Count == 0)
        {
            throw reader.Damaged("it takes a value that it has not made");
        }

        return ReferenceEquals(_values[^1], Mark) ? throw reader.Damaged("its marks do not pair") : _values[^1];
    }

    /// <summary>The value on top, which stays; it must be of a type.</summary>
    public T Top<T>() => As<T>(Top());

    /// <summary>Takes the value on top.</summary>
    public object? Pop()
    {
        object? value = Top();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    /// <summary>Takes the value on top; it must be of a type.</summary>
    public T Pop<T>() => As<T>(Pop());

    /// <summary>Takes some values, in the order in which they were put there.</summary>
    public List<object?> Pop(int count)
    {
        if (count > _values.Count)
        {
            throw reader.Damaged("it takes values that it has not made");
        }

        var values = _values.GetRange(_values.Count - count, count);
        if (values.Contains(Mark))
        {
            throw reader.Damaged("its marks do not pair");
        }

        _values.RemoveRange(_values.Count - count, count);
        return values;
    }

    /// <summary>Takes the values above the last mark, and the mark.</summary>
    public List<object?> PopToMark()
    {
        int mark = _values.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw reader.Damaged("its marks do not pair");
        }

        var values = _values.GetRange(mark + 1, _values.Count - mark - 1);
        _values.RemoveRange(mark, _values.Count - mark);
        return values;
    }

    /// <summary>A value that must be of a type.</summary>
    public T As<T>(object? value) =>
        value is T typed ? typed : throw reader.Damaged("a value is not of the type that is needed where it stands");
}
