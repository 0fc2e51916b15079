using System.Globalization;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>Finds the words that are more than words: units, constants, and functions before a parenthesis.</summary>
internal static class WordClassifier
{
    /// <summary>Gives such words their kind, in place.</summary>
    /// <param name="text">The text that the tokens are from.</param>
    /// <param name="tokens">All tokens.</param>
    /// <param name="error">What is wrong; null if nothing is.</param>
    /// <returns>Whether nothing is wrong.</returns>
    public static bool TryClassify(string text, Token<SyntaxKind>[] tokens, out Diagnostic? error)
    {
        error = null;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != SyntaxKind.Word || tokens.KindAt(i - 1) is SyntaxKind.Word or SyntaxKind.Quoted)
            {
                continue;
            }

            var word = tokens[i].Text();
            var next = tokens.KindAt(i + 1);
            var kind = SyntaxKind.None;
            if (next == SyntaxKind.Open)
            {
                kind = Functions.KindOf(word);
                bool touches = tokens[i + 1].Position.Absolute == tokens[i].End();
                if (kind == SyntaxKind.None && touches)
                {
                    error = Functions.Unknown(text, tokens[i]);
                    return false;
                }
            }
            else if (Spelling.IsUnitWord(word) && IsUnitNumber(tokens, i + 1))
            {
                if (!TryReadUnit(tokens[i + 1], out _, out _))
                {
                    error = new Diagnostic("the number of the unit is too large", text, tokens[i + 1].SourceSpan());
                    return false;
                }

                tokens[i] = new Token<SyntaxKind>(SyntaxKind.Unit, tokens[i].Span);
                // The number is a word of its own, and what follows it is not part of a name.
                i++;
            }
            else if (next != SyntaxKind.Word)
            {
                kind = Spelling.Constant(word);
            }

            if (kind != SyntaxKind.None)
            {
                tokens[i] = new Token<SyntaxKind>(kind, tokens[i].Span);
            }
        }

        return true;
    }

    /// <summary>Reads the token after <c>unit</c>: <c>483</c>, <c>layer4:483</c>, <c>"layer 4":483</c>.</summary>
    /// <param name="token">The token.</param>
    /// <param name="layer">The layer; null for none.</param>
    /// <param name="number">The unit's number.</param>
    /// <returns>Whether the number is one of 32 bits.</returns>
    public static bool TryReadUnit(Token<SyntaxKind> token, out string? layer, out int number)
    {
        string digits = token.ToStringValue();
        layer = null;
        if (token.Kind == SyntaxKind.Quoted)
        {
            (layer, digits) = Spelling.Unquote(digits);
        }
        else if (digits.LastIndexOf(':') is var colon and >= 0)
        {
            layer = digits[..colon];
            digits = digits[(colon + 1)..];
        }

        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsUnitNumber(Token<SyntaxKind>[] tokens, int index)
    {
        switch (tokens.KindAt(index))
        {
            case SyntaxKind.Word:
                return Spelling.IsUnitNumber(tokens[index].Text());
            case SyntaxKind.Quoted:
                var (layer, digits) = Spelling.Unquote(tokens[index].ToStringValue());
                return layer is not null && digits.Length > 0 && !digits.AsSpan().ContainsAnyExceptInRange('0', '9');
            default:
                return false;
        }
    }
}
