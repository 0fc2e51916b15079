using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CompExplain.Drills.Inputs;

/// <summary>Changes a file as accidents and harm do: its bytes, its numbers, its lines.</summary>
internal static partial class InputMutation
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "255", "65536", "2147483647", "2147483648", "4294967295", "9223372036854775807", "9223372036854775808",
        "99999999999999999999999999", "1e400", "-1e400", "1e-400", "nan", "inf", "-inf", "0x10", "1.5", "", " ", "1,5", "١",
        "null", "true", "[]", "{}", "\"x\"", "1" + new string('0', 5000),
    ];

    private static readonly string[] Texts =
    [
        "\0", "\u001b[31m", "\"", "'", "\\", ",", ";", "\t", "\r", "\n\n\n", "\uFEFF", "\u202E", "\uD800", "../", "/dev/zero",
        "é", "(", "[", "{", "]", "}", ")",
    ];

    private static readonly ulong[] Words =
        [0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 1UL << 40];

    /// <summary>Changes a file.</summary>
    public static byte[] Of(byte[] bytes, Random dice)
    {
        for (int changes = dice.Next(1, 4); changes > 0 && bytes.Length > 0; changes--)
        {
            bytes = dice.Next(10) < 4 ? ChangeText(bytes, dice) : ChangeBytes(bytes, dice);
        }

        return bytes;
    }

    private static byte[] ChangeBytes(byte[] bytes, Random dice)
    {
        int at = dice.Next(bytes.Length), length = Math.Min(dice.Next(1, 64), bytes.Length - at);
        byte[] changed = (byte[])bytes.Clone();
        switch (dice.Next(7))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 2:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 3:
                changed.AsSpan(at, length).Clear();
                return changed;
            case 4:
                byte[] word = new byte[8];
                BinaryPrimitives.WriteUInt64LittleEndian(word, Words[dice.Next(Words.Length)]);
                int width = Math.Min(1 << dice.Next(4), bytes.Length - at);
                word.AsSpan(0, width).CopyTo(changed.AsSpan(at));
                if (dice.Next(2) == 0)
                {
                    changed.AsSpan(at, width).Reverse();
                }

                return changed;
            case 5:
                changed[at] ^= (byte)(1 << dice.Next(8));
                return changed;
            default:
                dice.NextBytes(changed.AsSpan(at, length));
                return changed;
        }
    }

    private static byte[] ChangeText(byte[] bytes, Random dice)
    {
        string text = Encoding.Latin1.GetString(bytes);
        switch (dice.Next(5))
        {
            case 0 when Number().Matches(text) is { Count: > 0 } numbers:
                var number = numbers[dice.Next(numbers.Count)];
                return Bytes(
                    text[..number.Index] + Numbers[dice.Next(Numbers.Length)] + text[(number.Index + number.Length)..]);
            case 1:
                int at = dice.Next(text.Length);
                string added = Texts[dice.Next(Texts.Length)];
                int times = dice.Next(8) == 0 ? 100_000 : 1;
                return Bytes(
                    text[..at] + new StringBuilder(added.Length * times).Insert(0, added, times).ToString() + text[at..]);
            case 2 when text.Contains('\n', StringComparison.Ordinal):
                var lines = text.Split('\n').ToList();
                int line = dice.Next(lines.Count);
                if (dice.Next(2) == 0)
                {
                    lines.RemoveAt(line);
                }
                else
                {
                    lines.InsertRange(line, Enumerable.Repeat(lines[line], dice.Next(1, 2000)));
                }

                return Bytes(string.Join('\n', lines));
            case 3 when Word().Matches(text) is { Count: > 1 } words:
                var (from, to) = (words[dice.Next(words.Count)], words[dice.Next(words.Count)]);
                return Bytes(text[..from.Index] + to.Value + text[(from.Index + from.Length)..]);
            default:
                return [.. bytes, .. Bytes(dice.Next(1000).ToString(CultureInfo.InvariantCulture))];
        }
    }

    // Characters beyond Latin-1 as UTF-8, half pairs as no UTF-8 at all, all others as the bytes that they were.
    private static byte[] Bytes(string text)
    {
        var bytes = new MemoryStream(text.Length);
        foreach (char c in text)
        {
            if (c < 256)
            {
                bytes.WriteByte((byte)c);
            }
            else
            {
                bytes.Write(char.IsSurrogate(c) ? [0xED, 0xA0, 0x80] : Encoding.UTF8.GetBytes([c]));
            }
        }

        return bytes.ToArray();
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
