namespace CompExplain.Import.Text;

/// <summary>A tokenised sentence.</summary>
/// <param name="Tokens">Its tokens as they are written.</param>
/// <param name="Tags">A tag for each, or none at all.</param>
internal sealed record Sentence(string[] Tokens, string[] Tags)
{
    /// <summary>The tokens, lower-cased.</summary>
    public string[] Words { get; } = Array.ConvertAll(Tokens, token => token.ToLowerInvariant());

    public override string ToString() => string.Join(' ', Tokens);
}
