using CompExplain.Query.Editing;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Pictures;

namespace CompExplain.Tui.Sessions;

/// <summary>The options of the terminal UI, set by the command that opens it.</summary>
public sealed record UiOptions
{
    /// <summary>The colours that the terminal can show.</summary>
    public ColorDepth Depth { get; init; } = ColorDepth.Full;

    /// <summary>Whether it starts with the light theme.</summary>
    public bool Light { get; init; }

    /// <summary>Reads the pictures of inputs; null to show masks only.</summary>
    public IPictureSource? Pictures { get; init; }

    /// <summary>The queries that were entered before.</summary>
    public History History { get; init; } = new(null);

    /// <summary>The folder of exports whose name has none.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>The clock that measures times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
