using System.Globalization;
using System.Text;

namespace CompExplain.Query.Tests.Parsing;

// The files of grammar/, which are the truth the tests hold the parser to.
internal static class GrammarFiles
{
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

    // text => canonical text
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
            Assert.True(arrow >= 0, line);
            cases.Add((Unescape(line[..arrow]), Unescape(line[(arrow + 4)..])));
        }

        return cases;
    }

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
