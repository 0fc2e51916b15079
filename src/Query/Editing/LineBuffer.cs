using System.Globalization;

namespace CompExplain.Query.Editing;

/// <summary>A line being written, and where in it the cursor is. Moves and deletes whole characters as people see them.</summary>
public sealed class LineBuffer
{
    /// <summary>The line.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>How many chars are before the cursor.</summary>
    public int Cursor { get; private set; }

    /// <summary>Takes another line, the cursor at its end.</summary>
    /// <param name="text">The text.</param>
    public void Set(string text) => Set(text, text.Length);

    /// <summary>Takes another line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cursor">How many chars are before the cursor.</param>
    public void Set(string text, int cursor)
    {
        Text = text;
        Cursor = cursor;
    }

    /// <summary>Writes at the cursor.</summary>
    /// <param name="text">The text.</param>
    public void Insert(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    /// <summary>Goes a character back.</summary>
    public void Left() => Cursor = Before();

    /// <summary>Goes a character on.</summary>
    public void Right() => Cursor = After();

    /// <summary>Goes to the start.</summary>
    public void Home() => Cursor = 0;

    /// <summary>Goes to the end.</summary>
    public void End() => Cursor = Text.Length;

    /// <summary>Goes to the start of a word.</summary>
    public void WordLeft() => Cursor = WordStart();

    /// <summary>Goes to the end of a word.</summary>
    public void WordRight()
    {
        while (Cursor < Text.Length && !char.IsLetterOrDigit(Text[Cursor]))
        {
            Cursor++;
        }

        while (Cursor < Text.Length && char.IsLetterOrDigit(Text[Cursor]))
        {
            Cursor++;
        }
    }

    /// <summary>Deletes the character before the cursor.</summary>
    public void Backspace() => Remove(Before(), Cursor);

    /// <summary>Deletes the character after the cursor.</summary>
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
        {
            start--;
        }

        while (start > 0 && Text[start - 1] != ' ')
        {
            start--;
        }

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
        {
            at--;
        }

        while (at > 0 && char.IsLetterOrDigit(Text[at - 1]))
        {
            at--;
        }

        return at;
    }
}
