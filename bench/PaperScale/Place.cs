namespace CompExplain.Bench.PaperScale;

/// <summary>Where in a picture a background lies.</summary>
[Flags]
internal enum Place
{
    Top = 1,
    Middle = 2,
    Bottom = 4,
}
