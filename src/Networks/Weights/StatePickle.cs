using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CompExplain.Import;
using CompExplain.Storage.Activations;

namespace CompExplain.Networks.Weights;

/// <summary>
/// Reads a pickle (Python's pickletools, protocols 2 to 5) as far as a PyTorch state dict needs: dictionaries, lists,
/// texts, numbers, and a few named constructors, which are recognised and never executed. Any other global is refused by name.
/// </summary>
/// <remarks>
/// Values: null, bool, long, double, string, byte[], <see cref="List{T}"/> of object (lists and tuples),
/// <see cref="PickledDictionary"/>, <see cref="PickledGlobal"/>, <see cref="PickledStorage"/>, <see cref="PickledTensor"/>.
/// </remarks>
internal sealed class StatePickle(string path, byte[] bytes, int start)
{
    private const int MaximumValues = 50_000_000;
    private static readonly object Mark = new();

    private readonly List<object?> _stack = [];
    private readonly Dictionary<int, object?> _memo = [];
    private int _at = start;
    private int _made;

    /// <summary>Where the pickle ended.</summary>
    public int End => _at;

    /// <summary>Reads one pickle.</summary>
    /// <exception cref="ImportException">It is damaged, or has what a state dict has not.</exception>
    public object? Read()
    {
        try
        {
            while (true)
            {
                if (++_made > MaximumValues)
                {
                    throw Damaged("it is too large");
                }

                byte code = Byte();
                if (code == '.')
                {
                    return Pop();
                }

                Execute(code);
            }
        }
        catch (Exception error) when (error is ArgumentException or IndexOutOfRangeException or InvalidCastException
            or NullReferenceException or DecoderFallbackException)
        {
            throw new ImportException(
                $"{path} is damaged: its list of parameters cannot be read; save it again with torch.save", error);
        }
    }

    private void Execute(byte code)
    {
        switch (code)
        {
            case 0x80: Byte(); break; // PROTO
            case 0x95: Take(8); break; // FRAME
            case (byte)'(': _stack.Add(Mark); break;
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case (byte)'K': Push((long)Byte()); break;
            case (byte)'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 0x8A: Push(Long(Take(Byte()))); break; // LONG1
            case (byte)'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case (byte)'X': Push(Text(Take(Length(4)))); break; // BINUNICODE
            case 0x8C: Push(Text(Take(Byte()))); break; // SHORT_BINUNICODE
            case (byte)'U': Push(Text(Take(Byte()))); break; // SHORT_BINSTRING, from Python 2
            case (byte)'T': Push(Text(Take(Length(4)))); break; // BINSTRING
            case (byte)'C': Push(Take(Byte()).ToArray()); break; // SHORT_BINBYTES
            case (byte)'B': Push(Take(Length(4)).ToArray()); break; // BINBYTES
            case (byte)']': Push(new List<object?>()); break;
            case (byte)')': Push(new List<object?>()); break;
            case (byte)'}': Push(new PickledDictionary()); break;
            case (byte)'l':
            case (byte)'t': Push(PopToMark()); break;
            case 0x85: Push(PopMany(1)); break; // TUPLE1
            case 0x86: Push(PopMany(2)); break;
            case 0x87: Push(PopMany(3)); break;
            case (byte)'a': Append([Pop()]); break;
            case (byte)'e': Append(PopToMark()); break;
            case (byte)'s': SetItems(PopMany(2)); break;
            case (byte)'u': SetItems(PopToMark()); break;
            case (byte)'d':
                var pairs = PopToMark();
                Push(new PickledDictionary());
                SetItems(pairs);
                break;
            case (byte)'0': Pop(); break;
            case (byte)'q': _memo[Byte()] = _stack[^1]; break;
            case (byte)'r': _memo[Length(4)] = _stack[^1]; break;
            case 0x94: _memo[_memo.Count] = _stack[^1]; break; // MEMOIZE
            case (byte)'h': Push(Recall(Byte())); break;
            case (byte)'j': Push(Recall(Length(4))); break;
            case (byte)'c': Push(Global(Line(), Line())); break;
            case 0x93: // STACK_GLOBAL
                var names = PopMany(2);
                Push(Global((string)names[0]!, (string)names[1]!));
                break;
            case (byte)'Q': Push(Storage((List<object?>)Pop()!)); break; // BINPERSID
            case (byte)'R': Reduce(); break;
            case (byte)'b': Pop(); break; // BUILD: an attribute such as _metadata, which no parameter hangs on
            default:
                string instruction = string.Create(CultureInfo.InvariantCulture, $"0x{code:X2}");
                throw Damaged($"it has the instruction {instruction}, which no state dict has");
        }
    }

    private PickledGlobal Global(string module, string name)
    {
        string full = $"{module}.{name}";
        if (full is "collections.OrderedDict" or "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor"
                or "torch._utils._rebuild_parameter"
            || TypeOf(full) is not null)
        {
            return new(full);
        }

        throw new ImportException(
            $"{path} asks for {full}, which no plain state dict needs and nothing here executes; save the weights alone, with "
            + $"torch.save(model.state_dict(), ...)");
    }

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

    // ('storage', type, key, device, elements) and, in old files, a view: (key, offset, elements) or None.
    private PickledStorage Storage(List<object?> id)
    {
        if (id.Count < 5
            || id[0] is not "storage"
            || id[1] is not PickledGlobal { Name: var global }
            || TypeOf(global) is not { } type
            || id[2] is not string key || id[4] is not long count || count < 0)
        {
            throw Damaged("it has an unknown kind of storage");
        }

        if (id.Count > 5 && id[5] is not null)
        {
            throw Damaged("it has a view of a storage, which is not read");
        }

        return new(key, type, count);
    }

    private void Reduce()
    {
        var arguments = (List<object?>)Pop()!;
        string name = ((PickledGlobal)Pop()!).Name;
        switch (name)
        {
            case "collections.OrderedDict":
                Push(new PickledDictionary());
                if (arguments.Count == 0)
                {
                    break;
                }

                foreach (object? pair in (List<object?>)arguments[0]!)
                {
                    SetItems((List<object?>)pair!);
                }

                break;
            case "torch._utils._rebuild_tensor_v2":
            case "torch._utils._rebuild_tensor":
                Push(new PickledTensor(
                    (PickledStorage)arguments[0]!, (long)arguments[1]!, Longs(arguments[2]), Longs(arguments[3])));
                break;
            case "torch._utils._rebuild_parameter":
                Push((PickledTensor)arguments[0]!);
                break;
            default:
                throw Damaged($"it calls {name}");
        }
    }

    private static long[] Longs(object? list) => [.. ((List<object?>)list!).Select(each => (long)each!)];

    private void SetItems(List<object?> pairs)
    {
        var dictionary = (PickledDictionary)_stack[^1]!;
        if (pairs.Count % 2 != 0)
        {
            throw Damaged("a name has no value");
        }

        for (int i = 0; i < pairs.Count; i += 2)
        {
            dictionary.Items.Add((pairs[i], pairs[i + 1]));
        }
    }

    private void Append(List<object?> values) => ((List<object?>)_stack[^1]!).AddRange(values);

    private object? Recall(int number) =>
        _memo.TryGetValue(number, out object? value) ? value : throw Damaged("it refers to nothing");

    private void Push(object? value) => _stack.Add(value);

    private object? Pop()
    {
        object? value = _stack[^1];
        if (ReferenceEquals(value, Mark))
        {
            throw Damaged("its marks do not pair");
        }

        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private List<object?> PopMany(int count)
    {
        var values = _stack.GetRange(_stack.Count - count, count);
        if (values.Contains(Mark))
        {
            throw Damaged("its marks do not pair");
        }

        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    private List<object?> PopToMark()
    {
        int mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw Damaged("its marks do not pair");
        }

        var values = _stack.GetRange(mark + 1, _stack.Count - mark - 1);
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private byte Byte() => _at < bytes.Length ? bytes[_at++] : throw Damaged("it is cut short");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > bytes.Length - _at)
        {
            throw Damaged("it is cut short");
        }

        var taken = bytes.AsSpan(_at, length);
        _at += length;
        return taken;
    }

    private int Length(int size) => BinaryPrimitives.ReadInt32LittleEndian(Take(size));

    private string Line()
    {
        int length = bytes.AsSpan(_at).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Damaged("it is cut short");
        }

        string line = Text(Take(length));
        _at++;
        return line;
    }

    private static long Long(ReadOnlySpan<byte> littleEndian)
    {
        if (littleEndian.Length > 8)
        {
            // Longer numbers stand in no shape: PyTorch's magic number is one, and is not looked at.
            return long.MaxValue;
        }

        long value = 0;
        for (int i = 0; i < littleEndian.Length; i++)
        {
            value |= (long)littleEndian[i] << (8 * i);
        }

        int unused = 64 - (8 * littleEndian.Length);
        return littleEndian.Length == 0 ? 0 : value << unused >> unused;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private ImportException Damaged(string how) => new($"{path} is damaged: {how}; save it again with torch.save");
}
