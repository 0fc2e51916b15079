using System.Globalization;
using CompExplain.Import;
using CompExplain.Storage.Activations;

namespace CompExplain.Networks.Weights;

/// <summary>
/// Reads a pickle (Python's pickletools, protocols 0 to 5) as far as a PyTorch state dict needs: dictionaries, lists,
/// texts, numbers, and the constructors of tensors. Nothing is executed: what any other class or function would make is a
/// <see cref="PickledObject"/> that does nothing.
/// </summary>
/// <remarks>
/// Values: null, bool, long, double, string, byte[], <see cref="List{T}"/> of object (lists and tuples),
/// <see cref="PickledDictionary"/>, <see cref="PickledGlobal"/>, <see cref="PickledStorage"/>, <see cref="PickledTensor"/>.
/// </remarks>
internal sealed class StatePickle
{
    // A state dict has some fifty instructions a tensor. Values take up to a hundred bytes each.
    private const int MaximumInstructions = 20_000_000;
    private const int MaximumValues = 2_000_000;

    private readonly PickleReader _reader;
    private readonly PickleStack _stack;
    private readonly Dictionary<int, object?> _memo = [];
    private long _values;

    /// <param name="path">The file, for messages.</param>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="start">Where the pickle starts.</param>
    public StatePickle(string path, byte[] bytes, int start)
    {
        _reader = new PickleReader(path, bytes, start);
        _stack = new PickleStack(_reader);
    }

    /// <summary>Where the pickle ended.</summary>
    public int End => _reader.Position;

    /// <summary>Reads one pickle.</summary>
    /// <exception cref="ImportException">It is damaged, or has what a state dict has not.</exception>
    public object? Read()
    {
        for (int count = 0; count < MaximumInstructions; count++)
        {
            var instruction = (PickleInstruction)_reader.Byte();
            if (instruction == PickleInstruction.Stop)
            {
                return _stack.Pop();
            }

            Execute(instruction);
        }

        throw _reader.Damaged("it is too large");
    }

    private void Execute(PickleInstruction instruction)
    {
        switch (instruction)
        {
            case PickleInstruction.Proto: _reader.Take(1); break;
            case PickleInstruction.Frame: _reader.Take(8); break;
            case PickleInstruction.None: _stack.Push(null); break;
            case PickleInstruction.NewTrue: _stack.Push(true); break;
            case PickleInstruction.NewFalse: _stack.Push(false); break;
            case PickleInstruction.BinInt: _stack.Push(_reader.Integer(4)); break;
            case PickleInstruction.BinInt1: _stack.Push((long)_reader.Byte()); break;
            case PickleInstruction.BinInt2: _stack.Push(_reader.Byte() | ((long)_reader.Byte() << 8)); break;
            case PickleInstruction.Long1: _stack.Push(_reader.Integer(_reader.Byte())); break;
            case PickleInstruction.BinFloat: _stack.Push(_reader.Float()); break;
            case PickleInstruction.BinUnicode:
            case PickleInstruction.BinString: _stack.Push(_reader.Text(_reader.Length())); break;
            case PickleInstruction.ShortBinUnicode:
            case PickleInstruction.ShortBinString: _stack.Push(_reader.Text(_reader.Byte())); break;
            case PickleInstruction.BinBytes: _stack.Push(_reader.Take(_reader.Length()).ToArray()); break;
            case PickleInstruction.ShortBinBytes: _stack.Push(_reader.Take(_reader.Byte()).ToArray()); break;
            case PickleInstruction.BinUnicode8: _stack.Push(_reader.Text(_reader.LongLength())); break;
            case PickleInstruction.BinBytes8:
            case PickleInstruction.ByteArray8: _stack.Push(_reader.Take(_reader.LongLength()).ToArray()); break;
            case PickleInstruction.Long4: _stack.Push(_reader.Integer(_reader.Length())); break;
            case PickleInstruction.Int: _stack.Push(Number(_reader.Line())); break;
            case PickleInstruction.Long: _stack.Push(Number(_reader.Line().TrimEnd('L'))); break;
            case PickleInstruction.Float:
                _stack.Push(double.TryParse(_reader.Line(), CultureInfo.InvariantCulture, out double real) ? real : double.NaN);
                break;
            case PickleInstruction.String: _stack.Push(_reader.Line().Trim('\'', '"')); break;
            case PickleInstruction.Unicode: _stack.Push(_reader.Line()); break;
            case PickleInstruction.EmptySet: Count(1); _stack.Push(new List<object?>()); break;
            case PickleInstruction.FrozenSet: _stack.Push(_stack.PopToMark()); break;
            case PickleInstruction.AddItems: Append(_stack.PopToMark()); break;
            case PickleInstruction.PopMark: _stack.PopToMark(); break;
            case PickleInstruction.Dup: _stack.Push(_stack.Top()); break;
            case PickleInstruction.Put: _memo[(int)Number(_reader.Line())] = _stack.Top(); break;
            case PickleInstruction.Get: _stack.Push(Recall((int)Number(_reader.Line()))); break;
            case PickleInstruction.NewObj: PushObject(_stack.Pop(2)[0]); break;
            case PickleInstruction.NewObjEx: PushObject(_stack.Pop(3)[0]); break;
            case PickleInstruction.Obj: PushObject(_stack.PopToMark().FirstOrDefault()); break;
            case PickleInstruction.Inst: _stack.PopToMark(); PushObject(Global(_reader.Line(), _reader.Line())); break;
            case PickleInstruction.Mark: _stack.PushMark(); break;
            case PickleInstruction.EmptyList:
            case PickleInstruction.EmptyTuple: Count(1); _stack.Push(new List<object?>()); break;
            case PickleInstruction.List:
            case PickleInstruction.Tuple: _stack.Push(_stack.PopToMark()); break;
            case PickleInstruction.Tuple1: _stack.Push(_stack.Pop(1)); break;
            case PickleInstruction.Tuple2: _stack.Push(_stack.Pop(2)); break;
            case PickleInstruction.Tuple3: _stack.Push(_stack.Pop(3)); break;
            case PickleInstruction.Append: Append(_stack.Pop(1)); break;
            case PickleInstruction.Appends: Append(_stack.PopToMark()); break;
            case PickleInstruction.EmptyDict: Count(1); _stack.Push(new PickledDictionary()); break;
            case PickleInstruction.Dict: PushDictionary(_stack.PopToMark()); break;
            case PickleInstruction.SetItem: SetItems(_stack.Pop(2)); break;
            case PickleInstruction.SetItems: SetItems(_stack.PopToMark()); break;
            case PickleInstruction.BinPut: _memo[_reader.Byte()] = _stack.Top(); break;
            case PickleInstruction.LongBinPut: _memo[_reader.Length()] = _stack.Top(); break;
            case PickleInstruction.Memoize: _memo[_memo.Count] = _stack.Top(); break;
            case PickleInstruction.BinGet: _stack.Push(Recall(_reader.Byte())); break;
            case PickleInstruction.LongBinGet: _stack.Push(Recall(_reader.Length())); break;
            case PickleInstruction.Global: _stack.Push(Global(_reader.Line(), _reader.Line())); break;
            case PickleInstruction.StackGlobal:
                string name = _stack.Pop<string>();
                _stack.Push(Global(_stack.Pop<string>(), name));
                break;
            case PickleInstruction.BinPersistentId: _stack.Push(Storage(_stack.Pop<List<object?>>())); break;
            case PickleInstruction.Reduce: Reduce(); break;

            case PickleInstruction.Build:
                object? state = _stack.Pop();
                if (_stack.Top() is PickledObject made)
                {
                    made.State = state;
                }

                break;
            case PickleInstruction.Pop: _stack.Pop(); break;
            default:
                string code = string.Create(CultureInfo.InvariantCulture, $"0x{(byte)instruction:X2}");
                throw _reader.Damaged($"it has the instruction {code}, which no state dict has");
        }
    }

    private void PushDictionary(List<object?> pairs)
    {
        _stack.Push(new PickledDictionary());
        SetItems(pairs);
    }

    private void SetItems(List<object?> pairs)
    {
        var dictionary = _stack.Top<PickledDictionary>();
        if (pairs.Count % 2 != 0)
        {
            throw _reader.Damaged("a name has no value");
        }

        Count(pairs.Count / 2);
        for (int i = 0; i < pairs.Count; i += 2)
        {
            dictionary.Items.Add((pairs[i], pairs[i + 1]));
        }
    }

    private void Append(List<object?> values)
    {
        Count(values.Count);
        // A subclass of a list has no tensors by name.
        if (_stack.Top() is not PickledObject)
        {
            _stack.Top<List<object?>>().AddRange(values);
        }
    }

    private void PushObject(object? ofClass)
    {
        Count(1);
        _stack.Push(new PickledObject((ofClass as PickledGlobal)?.Name ?? string.Empty));
    }

    // Checked before values are made: a few bytes can ask for any number of them.
    private void Count(long values)
    {
        _values += values;
        if (_values > MaximumValues)
        {
            throw _reader.Damaged(string.Create(CultureInfo.InvariantCulture, $"it has more than {MaximumValues:N0} values"));
        }
    }

    private static long Number(string text) => text switch
    {
        "00" => 0,
        "01" => 1,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : long.MaxValue,
    };

    private object? Recall(int number) =>
        _memo.TryGetValue(number, out object? value) ? value : throw _reader.Damaged("it refers to nothing");

    private static PickledGlobal Global(string module, string name) => new($"{module}.{name}");

    private static ElementType? TypeOf(string global) => global switch
    {
        "torch.FloatStorage" => ElementType.Float32,
        "torch.HalfStorage" => ElementType.Float16,
        "torch.BFloat16Storage" => ElementType.BFloat16,
        "torch.DoubleStorage" => ElementType.Float64,
        "torch.CharStorage" => ElementType.Int8,
        "torch.ByteStorage" => ElementType.UInt8,
        "torch.ShortStorage" => ElementType.Int16,
        "torch.IntStorage" => ElementType.Int32,
        "torch.LongStorage" => ElementType.Int64,
        "torch.BoolStorage" => ElementType.Bool,
        _ => null,
    };

    /// <summary>
    /// The storage of a persistent id: ('storage', type, key, device, elements) and, in old files, a view, which is (key, offset,
    /// elements) or None.
    /// </summary>
    private object? Storage(List<object?> id)
    {
        // A class with its source code, in old files of whole modules.
        if (id.Count > 1 && id[0] is "module")
        {
            return id[1];
        }

        if (id.Count < 5
            || id[0] is not "storage"
            || id[1] is not PickledGlobal { Name: var global }
            || id[2] is not string key || id[4] is not long count || count < 0)
        {
            throw _reader.Damaged("it has an unknown kind of storage");
        }

        // Complex or quantised numbers, which no network here has; a tensor of them may lie beside its parameters.
        if (TypeOf(global) is not { } type)
        {
            Count(1);
            return new PickledObject(global);
        }

        if (id.Count > 5 && id[5] is not null)
        {
            throw _reader.Damaged("it has a view of a storage, which is not read");
        }

        return new PickledStorage(key, type, count);
    }

    /// <summary>Does what a call of a known constructor would do.</summary>
    private void Reduce()
    {
        var arguments = _stack.Pop<List<object?>>();
        var global = _stack.Pop() as PickledGlobal;
        switch (global?.Name)
        {
            case "collections.OrderedDict":
                PushDictionary(arguments.Count == 0 ? [] : Pairs(arguments[0]));
                break;
            case "torch._utils._rebuild_tensor_v2" when arguments is [not PickledObject, _, _, _, ..]:
            case "torch._utils._rebuild_tensor" when arguments is [not PickledObject, _, _, _, ..]:
                _stack.Push(new PickledTensor(
                    _stack.As<PickledStorage>(arguments[0]),
                    _stack.As<long>(arguments[1]),
                    Longs(arguments[2]),
                    Longs(arguments[3])));
                break;
            case "torch._utils._rebuild_parameter" when arguments.Count >= 1:
                _stack.Push(_stack.As<PickledTensor>(arguments[0]));
                break;
            case "copy_reg._reconstructor" or "copyreg._reconstructor" when arguments.Count > 0:
                PushObject(arguments[0]);
                break;
            default: PushObject(global); break;
        }
    }

    /// <summary>A list of pairs as one list of their parts.</summary>
    private List<object?> Pairs(object? list)
    {
        var pairs = _stack.As<List<object?>>(list);
        Count(pairs.Sum(pair => (long)_stack.As<List<object?>>(pair).Count));
        return [.. pairs.SelectMany(_stack.As<List<object?>>)];
    }

    private long[] Longs(object? list) => [.. _stack.As<List<object?>>(list).Select(_stack.As<long>)];
}
