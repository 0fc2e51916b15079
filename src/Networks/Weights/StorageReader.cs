namespace CompExplain.Networks.Weights;

/// <summary>Reads elements of a storage, as float32.</summary>
/// <param name="storage">The storage.</param>
/// <param name="offset">The first element; it and those after it are within the storage's count.</param>
/// <param name="values">Receives the elements.</param>
internal delegate void StorageReader(PickledStorage storage, long offset, Span<float> values);
