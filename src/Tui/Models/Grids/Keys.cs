namespace CompExplain.Tui.Models.Grids;

/// <summary>The keys of every list.</summary>
internal static class Keys
{
    public static IEnumerable<UiCommand> Walk<T>(Grid<T> grid, Action moved)
        where T : class
    {
        UiCommand Move(string name, string key, Action move) => new(name, key, move + moved);
        yield return Move("next row", "CursorDown", () => grid.Move(1));
        yield return Move("previous row", "CursorUp", () => grid.Move(-1));
        yield return Move("next page", "PageDown", () => grid.MovePages(1));
        yield return Move("previous page", "PageUp", () => grid.MovePages(-1));
        yield return Move("first row", "Home", () => grid.Select(0));
        yield return Move("last row", "End", () => grid.Select(int.MaxValue));
        yield return Move("sort by the next column", "Ctrl+O", grid.SortByNext) with { Short = "sort" };
        yield return Move("turn the order round", "Ctrl+R", grid.Reverse) with { Short = "reverse" };
        yield return Move(
            "delete from the filter",
            "Backspace",
            () => grid.SetFilter(grid.Filter.Length > 0 ? grid.Filter[..^1] : string.Empty));
        yield return Move("clear the filter", "Esc", () => grid.SetFilter(string.Empty));
    }
}
