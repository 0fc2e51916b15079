using CompExplain.Query.Editing;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Pictures;

namespace CompExplain.Tui.Sessions;

/// <summary>What the terminal UI is given by the command that opens it.</summary>
public sealed record UiOptions
{
    /// <summary>Which colours the terminal can show.</summary>
    public ColorDepth Depth { get; init; } = ColorDepth.Full;

    /// <summary>Whether it starts light.</summary>
    public bool Light { get; init; }

    /// <summary>Shows what inputs look like; without it, masks alone are shown.</summary>
    public IPictureSource? Pictures { get; init; }

    /// <summary>The queries that were entered before.</summary>
    public History History { get; init; } = new(null);

    /// <summary>The folder that exports go to where their name has none.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>What time is measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
