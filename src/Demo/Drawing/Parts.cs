namespace CompExplain.Demo.Drawing;

/// <summary>Which parts of its thing a spot belongs to; parts lie in parts: a window is in a wall.</summary>
[Flags]
internal enum Parts
{
    None = 0,
    Trunk = 1,
    Crown = 1 << 1,
    Leaf = 1 << 2,
    Wall = 1 << 3,
    Roof = 1 << 4,
    Window = 1 << 5,
    Door = 1 << 6,
    Chimney = 1 << 7,
    Wheel = 1 << 8,
    Hull = 1 << 9,
    Sail = 1 << 10,
    Mast = 1 << 11,
    Head = 1 << 12,
    Torso = 1 << 13,
    Leg = 1 << 14,
    Peak = 1 << 15,
    Wave = 1 << 16,
    Lamp = 1 << 17,
    LaneMarking = 1 << 18,
    Railing = 1 << 19,
}
