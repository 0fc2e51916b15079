using System.Globalization;

namespace CompExplain.Tui.Models.Searching;

/// <summary>A line of the form in which the options of a search are entered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hint">What it means, or what may be entered.</param>
/// <param name="Choices">The values that the arrows go through; empty if text is entered.</param>
internal sealed record SearchField(string Name, string Hint, IReadOnlyList<string> Choices)
{
    public string Text { get; set; } = string.Empty;

    /// <summary>Goes to the previous or next choice; a number becomes lower or higher.</summary>
    public void Step(int step)
    {
        if (Choices.Count > 0)
        {
            Text = Choices[(Math.Max(0, Choices.ToList().IndexOf(Text)) + step + Choices.Count) % Choices.Count];
        }
        else if (int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            Text = Math.Max(1, number + step).ToString(CultureInfo.InvariantCulture);
        }
    }
}
