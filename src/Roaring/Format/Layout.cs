namespace CompExplain.Roaring.Format;

/// <summary>
/// Where the parts of a serialised bitmap lie. At most three containers can be without an offset header (the run form
/// with fewer than four containers), so their places are kept here.
/// </summary>
/// <param name="Size">Containers.</param>
/// <param name="FlagsAt">The run flags, or -1 in the form without runs.</param>
/// <param name="HeadersAt">Four bytes for each container: key, cardinality less one.</param>
/// <param name="OffsetsAt">Four bytes for each container, or -1 in the run form with fewer than four.</param>
/// <param name="First">The place of the first container's data.</param>
/// <param name="Second">The place of the second's, where there are no offsets.</param>
/// <param name="Third">The place of the third's, where there are no offsets.</param>
/// <param name="Length">Bytes in all.</param>
/// <param name="Count">Values in all.</param>
/// <param name="RunsTouch">Whether a run starts right after another ends, which a canonical writer would have joined.</param>
internal readonly record struct Layout(
    int Size, int FlagsAt, int HeadersAt, int OffsetsAt, int First, int Second, int Third, int Length, long Count,
    bool RunsTouch);
