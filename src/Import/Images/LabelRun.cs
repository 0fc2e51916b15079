namespace CompExplain.Import.Images;

/// <summary>A run of positions of an image that have a label, as a category has it.</summary>
internal readonly record struct LabelRun(ushort Label, int First, int Last, int Category);
