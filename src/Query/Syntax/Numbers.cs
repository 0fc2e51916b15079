using System.Globalization;
using System.Text;

namespace CompExplain.Query.Syntax;

/// <summary>How numbers are spelled. A number that is printed reads back as exactly the same double.</summary>
internal static class Numbers
{
    public static bool TryWhole(ReadOnlySpan<char> word, out int value) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    public static bool TryReal(ReadOnlySpan<char> word, out double value)
    {
        value = 0;
        return IsReal(word)
            && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>
    /// Reads a percentage as a share: 1% is 0.01. The decimal point is moved in the text, so that nothing is rounded twice.
    /// </summary>
    public static bool TryPercent(ReadOnlySpan<char> word, out double share)
    {
        share = 0;
        if (word.IsEmpty || word[^1] != '%' || !IsReal(word[..^1]))
        {
            return false;
        }

        string number = word[..^1].ToString();
        int exponent = number.IndexOfAny(['e', 'E']);
        int power = 0;
        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        if (exponent >= 0 && !int.TryParse(number.AsSpan(exponent + 1), Whole, CultureInfo.InvariantCulture, out power))
        {
            return false;
        }

        string mantissa = exponent < 0 ? number : number[..exponent];
        return TryReal(string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(long)power - 2}"), out share);
    }

    public static string Print(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Print(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string PrintPercent(double share)
    {
        string number = Print(share);
        int exponent = number.IndexOf('E', StringComparison.Ordinal);
        int power = 2;
        if (exponent >= 0)
        {
            power += int.Parse(number.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            number = number[..exponent];
        }

        // So small a number is easier to read with an exponent than with its zeros.
        if (power < -10)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{number}E{power}%");
        }

        int point = number.IndexOf('.', StringComparison.Ordinal);
        point = (point < 0 ? number.Length : point) + power;
        var digits = new StringBuilder(number).Replace(".", string.Empty);
        if (point < 0)
        {
            digits.Insert(0, "0", -point);
        }

        digits.Append('0', Math.Max(0, point - digits.Length));
        point = Math.Max(0, point);
        string whole = digits.ToString(0, point).TrimStart('0');
        string fraction = digits.ToString(point, digits.Length - point).TrimEnd('0');
        return (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "%" : $".{fraction}%");
    }

    private static bool IsReal(ReadOnlySpan<char> word)
    {
        int position = word is ['-' or '+', ..] ? 1 : 0;
        int digits = Digits(word, ref position);
        if (position < word.Length && word[position] == '.')
        {
            position++;
            digits += Digits(word, ref position);
        }

        if (digits == 0)
        {
            return false;
        }

        if (position < word.Length && word[position] is 'e' or 'E')
        {
            position++;
            if (position < word.Length && word[position] is '-' or '+')
            {
                position++;
            }

            if (Digits(word, ref position) == 0)
            {
                return false;
            }
        }

        return position == word.Length;
    }

    private static int Digits(ReadOnlySpan<char> word, ref int position)
    {
        int start = position;
        while (position < word.Length && char.IsAsciiDigit(word[position]))
        {
            position++;
        }

        return position - start;
    }
}
