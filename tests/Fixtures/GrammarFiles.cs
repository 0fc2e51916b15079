using System.Globalization;
using System.Text;

namespace CompExplain.Fixtures;

/// <summary>The files of <c>grammar/</c>.</summary>
public static class GrammarFiles
{
    /// <summary>The text of a file, with LF line ends.</summary>
    /// <param name="name">Its path in <c>grammar/</c>.</param>
    public static string Read(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "grammar", name);
            if (File.Exists(path))
            {
                return File.ReadAllText(path).ReplaceLineEndings("\n");
            }
        }

        throw new FileNotFoundException("grammar/" + name);
    }

    /// <summary>The cases of a file whose lines are <c>text => canonical text</c>.</summary>
    /// <param name="name">Its path in <c>grammar/</c>.</param>
    public static List<(string Text, string Canonical)> Cases(string name)
    {
        List<(string, string)> cases = [];
        foreach (string line in Read(name).Split('\n'))
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            int arrow = line.IndexOf(" => ", StringComparison.Ordinal);
            if (arrow < 0)
            {
                throw new InvalidDataException(line);
            }

            cases.Add((Unescape(line[..arrow]), Unescape(line[(arrow + 4)..])));
        }

        return cases;
    }

    /// <summary>
    /// The cases of <c>cases/errors.txt</c>: whether the text is a statement, the text, and the error to the letter.
    /// </summary>
    public static List<(bool IsStatement, string Text, string Rendered)> Errors()
    {
        List<(bool, string, string)> cases = [];
        foreach (string block in Read("cases/errors.txt").Split("\n\n"))
        {
            List<string> lines = [.. block.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'))];
            if (lines.Count == 0)
            {
                continue;
            }

            bool isStatement = lines[0].StartsWith("query: ", StringComparison.Ordinal);
            if (!isStatement && !lines[0].StartsWith("formula: ", StringComparison.Ordinal))
            {
                throw new InvalidDataException(lines[0]);
            }

            string text = Unescape(lines[0][(lines[0].IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            cases.Add((isStatement, text, string.Join('\n', lines.Skip(1))));
        }

        return cases;
    }

    /// <summary>A text without its escapes.</summary>
    public static string Unescape(string text)
    {
        StringBuilder result = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'n':
                    result.Append('\n');
                    break;
                case 't':
                    result.Append('\t');
                    break;
                case 'u':
                    result.Append((char)int.Parse(text.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
                default:
                    result.Append(text[i]);
                    break;
            }
        }

        return result.ToString();
    }
}
