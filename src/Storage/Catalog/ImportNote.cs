using System.Globalization;

namespace CompExplain.Storage.Catalog;

/// <summary>What an import or a probe left out, merged, rounded or guessed. It is kept with what was imported.</summary>
/// <param name="Source">The file or the network that was read.</param>
/// <param name="Text">What was found and what was done with it, without a number: <c>texts without a label</c>.</param>
/// <param name="Count">How often; at least 1.</param>
/// <param name="Example">One of them and where it is; null if there is none to give.</param>
public sealed record ImportNote(string Source, string Text, long Count, string? Example = null)
{
    /// <summary>The note in a line: <c>labels.csv: texts without a label: 3 (such as line 7)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Source}: {Text}: {Count:N0}{(Example is null ? string.Empty : $" (such as {Example})")}");
}
