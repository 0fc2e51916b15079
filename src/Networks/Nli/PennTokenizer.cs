namespace CompExplain.Networks.Nli;

/// <summary>
/// Splits a sentence into tokens in the style of the Penn Treebank, as SNLI's tokenised files have them: punctuation stands
/// alone, <c>doesn't</c> is <c>does n't</c>, <c>man's</c> is <c>man 's</c>, and a hyphen between letters is a token
/// (<c>t - shirt</c>). Quotes stay as they are written.
/// </summary>
internal static class PennTokenizer
{
    private const string Opening = "\"'`([{<#$*&“‘";
    private const string Closing = "\"'`)]}>,;:!?%*&”";
    private const string Separators = "\"()[]{};!?/…";

    private static readonly string[] Contractions = ["'s", "'m", "'d", "'ll", "'re", "'ve", "n't"];

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "dr.", "mr.", "mrs.", "ms.", "st.", "mt.", "jr.", "sr.", "vs.", "etc.", "prof.", "ave.", "inc.", "co.",
    };

    private static readonly Dictionary<string, int> Joined = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cannot"] = 3,
        ["gonna"] = 3,
        ["gotta"] = 3,
        ["wanna"] = 3,
    };

    /// <summary>The tokens of a sentence, in its own letter case.</summary>
    public static string[] Tokenize(string sentence)
    {
        var tokens = new List<string>();
        foreach (string chunk in sentence.Replace('’', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            AddChunk(chunk, tokens);
        }

        return [.. tokens];
    }

    private static void AddChunk(string chunk, List<string> tokens)
    {
        var ends = new Stack<string>();
        while (chunk.Length > 0 && !IsContraction(chunk))
        {
            if (Opening.Contains(chunk[0], StringComparison.Ordinal))
            {
                tokens.Add(chunk[..1]);
                chunk = chunk[1..];
                continue;
            }

            int cut = EndLength(chunk);
            if (cut == 0)
            {
                break;
            }

            ends.Push(chunk[^cut..]);
            chunk = chunk[..^cut];
        }

        AddWord(chunk, tokens);
        tokens.AddRange(ends);
    }

    // How much of the end is a token of its own.
    private static int EndLength(string chunk)
    {
        if (Closing.Contains(chunk[^1], StringComparison.Ordinal))
        {
            return 1;
        }

        if (chunk[^1] == '.')
        {
            int dots = chunk.Length - chunk.TrimEnd('.').Length;
            if (dots > 1)
            {
                return dots;
            }

            return IsAbbreviation(chunk) ? 0 : 1;
        }

        return ContractionLength(chunk);
    }

    private static int ContractionLength(string word)
    {
        foreach (string contraction in Contractions)
        {
            if (word.Length > contraction.Length && word.EndsWith(contraction, StringComparison.OrdinalIgnoreCase))
            {
                return contraction.Length;
            }
        }

        return 0;
    }

    private static bool IsContraction(string chunk) => Contractions.Contains(chunk, StringComparer.OrdinalIgnoreCase);

    // Known ones, and single letters with a stop after each, as in U.S.
    private static bool IsAbbreviation(string chunk)
    {
        if (Abbreviations.Contains(chunk))
        {
            return true;
        }

        if (chunk.Length < 4 || chunk.Length % 2 != 0)
        {
            return false;
        }

        for (int i = 0; i < chunk.Length; i += 2)
        {
            if (!char.IsLetter(chunk[i]) || chunk[i + 1] != '.')
            {
                return false;
            }
        }

        return true;
    }

    private static void AddWord(string word, List<string> tokens)
    {
        if (Joined.TryGetValue(word, out int head))
        {
            tokens.Add(word[..head]);
            tokens.Add(word[head..]);
            return;
        }

        int start = 0;
        for (int i = 0; i < word.Length; i++)
        {
            if (!Separates(word, i))
            {
                continue;
            }

            int end = i + 1;
            while (word[i] == '-' && end < word.Length && word[end] == '-')
            {
                end++;
            }

            AddPart(word[start..i], tokens);
            tokens.Add(word[i..end]);
            start = end;
            i = end - 1;
        }

        if (start == 0)
        {
            AddPart(word, tokens);
        }
        else if (start < word.Length)
        {
            AddChunk(word[start..], tokens);
        }
    }

    private static void AddPart(string word, List<string> tokens)
    {
        if (word.Length == 0)
        {
            return;
        }

        int cut = IsContraction(word) ? 0 : ContractionLength(word);
        tokens.Add(word[..^cut]);
        if (cut > 0)
        {
            tokens.Add(word[^cut..]);
        }
    }

    private static bool Separates(string word, int at)
    {
        char c = word[at];
        if (Separators.Contains(c, StringComparison.Ordinal))
        {
            return true;
        }

        bool inside = at > 0 && at + 1 < word.Length;
        return c switch
        {
            '-' => inside && ((char.IsLetter(word[at - 1]) && char.IsLetter(word[at + 1])) || word[at + 1] == '-'),
            ',' or ':' => inside && !(char.IsDigit(word[at - 1]) && char.IsDigit(word[at + 1])),
            _ => false,
        };
    }
}
