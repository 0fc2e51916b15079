namespace CompExplain.Import.Images.Coco;

/// <summary>Where an object lies in a file of instances.</summary>
/// <param name="Category">The number of its category.</param>
/// <param name="Index">Its place in <c>annotations</c>, from 0.</param>
/// <param name="Offset">Its first byte in the file.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct InstancePlace(int Category, int Index, long Offset, int Length);
