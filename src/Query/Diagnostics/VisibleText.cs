using System.Globalization;
using System.Text;

namespace CompExplain.Query.Diagnostics;

/// <summary>A text as it may be shown: nothing in it moves the cursor, hides, or turns the line around.</summary>
public static class VisibleText
{
    /// <summary>The text with U+FFFD in place of each such character.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isPlain = true;
        foreach (char c in text)
        {
            isPlain &= c is >= ' ' and < '\x7f' or '\n';
        }

        if (isPlain)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            bool isHidden = rune.Value is not ('\n' or '\t')
                && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned;

            // Joined emoji and the scripts that need a joiner are written with these two.
            shown.Append((isHidden && rune.Value is not (0x200C or 0x200D) ? Rune.ReplacementChar : rune).ToString());
        }

        return shown.ToString();
    }
}
