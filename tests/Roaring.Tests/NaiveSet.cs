namespace CompExplain.Roaring.Tests;

/// <summary>
/// The oracle: one flag for each value of five blocks of 65536, among them the first and the last of the 32-bit range and
/// three neighbours.
/// </summary>
internal sealed class NaiveSet
{
    public const int Block = 65536;

    public static readonly uint[] Keys = [0, 1, 2, 700, 65535];

    public bool[] Flags { get; private init; } = new bool[Keys.Length * Block];

    public static int Universe => Keys.Length * Block;

    public long Count => Flags.LongCount(flag => flag);

    public static uint ValueAt(int position) => Keys[position / Block] << 16 | (uint)(position % Block);

    public static NaiveSet Combine(NaiveSet a, NaiveSet b, Func<bool, bool, bool> operation)
    {
        var result = new NaiveSet();
        for (int i = 0; i < result.Flags.Length; i++)
        {
            result.Flags[i] = operation(a.Flags[i], b.Flags[i]);
        }

        return result;
    }

    public NaiveSet Clone() => new() { Flags = (bool[])Flags.Clone() };

    public void Fill(int first, int last, bool flag) => Array.Fill(Flags, flag, first, last - first + 1);

    public void Flip(int first, int last)
    {
        for (int i = first; i <= last; i++)
        {
            Flags[i] = !Flags[i];
        }
    }

    public List<uint> Values()
    {
        var values = new List<uint>();
        for (int i = 0; i < Flags.Length; i++)
        {
            if (Flags[i])
            {
                values.Add(ValueAt(i));
            }
        }

        return values;
    }

    public List<(uint First, uint Last)> Ranges()
    {
        var ranges = new List<(uint First, uint Last)>();
        foreach (uint value in Values())
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == value)
            {
                ranges[^1] = (ranges[^1].First, value);
            }
            else
            {
                ranges.Add((value, value));
            }
        }

        return ranges;
    }
}
