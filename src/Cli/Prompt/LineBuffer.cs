using System.Globalization;

namespace CompExplain.Cli.Prompt;

/// <summary>A line being written, and where in it the cursor is. Moves and deletes whole characters as people see them.</summary>
internal sealed class LineBuffer
{
    public string Text { get; private set; } = string.Empty;

    /// <summary>How many chars are before the cursor.</summary>
    public int Cursor { get; private set; }

    public void Set(string text) => Set(text, text.Length);

    public void Set(string text, int cursor)
    {
        Text = text;
        Cursor = cursor;
    }

    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    public void Left() => Cursor = Before();

    public void Right() => Cursor = After();

    public void Home() => Cursor = 0;

    public void End() => Cursor = Text.Length;

    public void WordLeft() => Cursor = WordStart();

    public void WordRight()
    {
        while (Cursor < Text.Length && !char.IsLetterOrDigit(Text[Cursor]))
            Cursor++;
        while (Cursor < Text.Length && char.IsLetterOrDigit(Text[Cursor]))
            Cursor++;
    }

    public void Backspace() => Remove(Before(), Cursor);

    public void Delete() => Remove(Cursor, After());

    /// <summary>Deletes what is before the cursor; gives what it was.</summary>
    public string KillToStart() => Remove(0, Cursor);

    /// <summary>Deletes what is after the cursor; gives what it was.</summary>
    public string KillToEnd() => Remove(Cursor, Text.Length);

    /// <summary>Deletes the word before the cursor, back to a space; gives what it was.</summary>
    public string KillWord()
    {
        int start = Cursor;
        while (start > 0 && Text[start - 1] == ' ')
            start--;
        while (start > 0 && Text[start - 1] != ' ')
            start--;
        return Remove(start, Cursor);
    }

    private string Remove(int start, int end)
    {
        string removed = Text[start..end];
        Text = Text.Remove(start, end - start);
        Cursor = start;
        return removed;
    }

    private int After() => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    // Where a character starts can only be told from the start of the line.
    private int Before()
    {
        int at = 0, last = 0;
        while (at < Cursor)
        {
            last = at;
            at += StringInfo.GetNextTextElementLength(Text, at);
        }

        return last;
    }

    private int WordStart()
    {
        int at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1]))
            at--;
        while (at > 0 && char.IsLetterOrDigit(Text[at - 1]))
            at--;
        return at;
    }
}
