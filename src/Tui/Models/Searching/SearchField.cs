namespace CompExplain.Tui.Models.Searching;

/// <summary>A line of the form that a search is chosen with.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Hint">What may stand there.</param>
/// <param name="Choices">What it goes through with the arrows; empty where it is written.</param>
internal sealed record SearchField(string Name, string Hint, IReadOnlyList<string> Choices)
{
    public string Text { get; set; } = string.Empty;

    /// <summary>Goes to the choice before or after; of numbers, to the one below or above.</summary>
    public void Step(int step)
    {
        if (Choices.Count > 0)
        {
            Text = Choices[(Math.Max(0, Choices.ToList().IndexOf(Text)) + step + Choices.Count) % Choices.Count];
        }
        else if (int.TryParse(Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number))
        {
            Text = Math.Max(1, number + step).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
