namespace CompExplain.Networks.Weights;

/// <summary>A tensor: a view of a storage.</summary>
/// <param name="Storage">The numbers.</param>
/// <param name="Offset">Where it starts, in elements.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Strides">How far apart, in elements, neighbours along each axis are.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides);
