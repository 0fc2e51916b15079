using System.Globalization;
using System.Text;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Editing;
using Spectre.Console;

namespace CompExplain.Cli.Prompt;

/// <summary>
/// Reads lines from a terminal: history, completion and the keys that shells have. A line longer than the terminal is wide
/// scrolls sideways.
/// </summary>
internal sealed class LineEditor
{
    private const int MaximumChoices = 60;

    private readonly Func<ConsoleKeyInfo> _readKey;
    private readonly TextWriter _output;
    private readonly Func<int> _width;
    private readonly History _history;
    private readonly Completion _completion;
    private readonly LineBuffer _line = new();
    private string _killed = string.Empty;
    private int _firstShown;

    public LineEditor(Func<ConsoleKeyInfo> readKey, TextWriter output, Func<int> width, History history, Completion completion)
    {
        _readKey = readKey;
        _output = output;
        _width = width;
        _history = history;
        _completion = completion;
    }

    public static LineEditor OnConsole(Terminal terminal, History history, Completion completion)
    {
        // While a line is written Ctrl-C is a key; while a query runs it is the signal that stops it.
        ConsoleKeyInfo ReadKey()
        {
            Console.TreatControlCAsInput = true;
            try
            {
                return Console.ReadKey(intercept: true);
            }
            finally
            {
                Console.TreatControlCAsInput = false;
            }
        }

        return new LineEditor(ReadKey, terminal.Out, () => terminal.Width, history, completion);
    }

    /// <summary>Reads a line.</summary>
    /// <returns>The line; null for Ctrl-D on an empty one.</returns>
    public string? ReadLine(string prompt)
    {
        _line.Set(string.Empty);
        _firstShown = 0;
        bool listed = false;
        while (true)
        {
            Draw(prompt);
            var key = _readKey();
            bool isTab = key.Key == ConsoleKey.Tab;
            switch (key)
            {
                case { Key: ConsoleKey.Enter } or { KeyChar: '\n' or '\r' }:
                    _line.End();
                    Draw(prompt);
                    NewLine();
                    _history.Add(_line.Text);
                    return _line.Text;
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _line.Text.Length == 0:
                    NewLine();
                    return null;
                case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                    _output.Write("^C");
                    NewLine();
                    _line.Set(string.Empty);
                    break;
                case { Key: ConsoleKey.L, Modifiers: ConsoleModifiers.Control }:
                    _output.Write("\e[2J\e[H");
                    break;
                case { Key: ConsoleKey.Tab }:
                    Complete(prompt, list: listed);
                    break;
                default:
                    Edit(key);
                    break;
            }

            listed = isTab;
        }
    }

    private void Edit(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control), alt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow when control:
            case ConsoleKey.B when alt:
                _line.WordLeft();
                break;
            case ConsoleKey.RightArrow when control:
            case ConsoleKey.F when alt:
                _line.WordRight();
                break;
            case ConsoleKey.LeftArrow:
            case ConsoleKey.B when control:
                _line.Left();
                break;
            case ConsoleKey.RightArrow:
            case ConsoleKey.F when control:
                _line.Right();
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                _line.Home();
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                _line.End();
                break;
            case ConsoleKey.UpArrow:
            case ConsoleKey.P when control:
                Recall(_history.Previous(_line.Text));
                break;
            case ConsoleKey.DownArrow:
            case ConsoleKey.N when control:
                Recall(_history.Next());
                break;
            case ConsoleKey.Backspace when control || alt:
            case ConsoleKey.W when control:
                _killed = _line.KillWord();
                break;
            case ConsoleKey.Backspace:
            case ConsoleKey.H when control:
                _line.Backspace();
                break;
            case ConsoleKey.Delete:
            case ConsoleKey.D when control:
                _line.Delete();
                break;
            case ConsoleKey.U when control:
                _killed = _line.KillToStart();
                break;
            case ConsoleKey.K when control:
                _killed = _line.KillToEnd();
                break;
            case ConsoleKey.Y when control:
                _line.Insert(_killed);
                break;
            default:
                Type(key.KeyChar);
                break;
        }
    }

    private void Type(char typed)
    {
        if (char.IsHighSurrogate(typed))
        {
            _line.Insert(string.Concat(typed, _readKey().KeyChar));
        }
        else if (!char.IsControl(typed))
        {
            _line.Insert(typed.ToString());
        }
    }

    private void Recall(string? line)
    {
        if (line is not null)
        {
            _line.Set(line);
        }
    }

    private void Complete(string prompt, bool list)
    {
        var (start, choices) = _completion.Complete(_line.Text[.._line.Cursor]);
        if (choices.Count == 0)
        {
            return;
        }

        string begun = _line.Text[start.._line.Cursor];
        string common = Completion.CommonStart(choices);
        if (common.Length > begun.Length || choices.Count == 1)
        {
            _line.Set(string.Concat(_line.Text.AsSpan(0, start), common, _line.Text.AsSpan(_line.Cursor)), start + common.Length);
            return;
        }

        if (!list)
        {
            return;
        }

        NewLine();
        int width = Math.Max(1, _width() - 1);
        int column = 0;
        foreach (string choice in choices.Take(MaximumChoices).Select(VisibleText.Of))
        {
            int cells = choice.GetCellWidth() + 2;
            if (column > 0 && column + cells > width)
            {
                NewLine();
                column = 0;
            }

            _output.Write(choice + "  ");
            column += cells;
        }

        if (choices.Count > MaximumChoices)
        {
            _output.Write(string.Create(CultureInfo.InvariantCulture, $"... {choices.Count - MaximumChoices:N0} more"));
        }

        NewLine();
    }

    // Flushed: what comes next may go to standard error.
    private void NewLine()
    {
        _output.Write("\r\n");
        _output.Flush();
    }

    // One row, redrawn whole: the part of the line around the cursor that the terminal has room for.
    private void Draw(string prompt)
    {
        int room = Math.Max(4, _width() - prompt.Length - 1);
        var elements = Elements();
        int cursor = elements.Count(element => element.End <= _line.Cursor);
        _firstShown = Math.Min(_firstShown, cursor);
        while (Cells(elements, _firstShown, cursor) >= room)
        {
            _firstShown++;
        }

        var shown = new StringBuilder();
        int column = 0;
        for (int i = _firstShown; i < elements.Count && column + elements[i].Cells <= room; i++)
        {
            shown.Append(elements[i].Shown);
            column += elements[i].Cells;
        }

        int before = prompt.Length + Cells(elements, _firstShown, cursor);
        string toCursor = before > 0 ? $"\e[{before.ToString(CultureInfo.InvariantCulture)}C" : string.Empty;
        _output.Write($"\r{prompt}{shown}\e[K\r{toCursor}");
        _output.Flush();
    }

    private static int Cells(List<(string Shown, int Cells, int End)> elements, int from, int to)
    {
        int cells = 0;
        for (int i = from; i < to; i++)
        {
            cells += elements[i].Cells;
        }

        return cells;
    }

    private List<(string Shown, int Cells, int End)> Elements()
    {
        var elements = new List<(string, int, int)>();
        for (int at = 0; at < _line.Text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(_line.Text, at);
            string shown = VisibleText.Of(_line.Text.Substring(at, length));
            elements.Add((shown, shown.GetCellWidth(), at + length));
            at += length;
        }

        return elements;
    }
}
