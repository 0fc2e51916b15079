using System.Drawing;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models;
using CompExplain.Tui.Models.Shell;
using CompExplain.Tui.Painting;
using Terminal.Gui.Drawing;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using Attribute = Terminal.Gui.Drawing.Attribute;
using Color = Terminal.Gui.Drawing.Color;

namespace CompExplain.Tui;

/// <summary>
/// The only window: it draws the changed cells of the shell's canvas on the terminal, and gives keys and clicks to the shell.
/// </summary>
internal sealed class TuiWindow : Runnable
{
    private readonly ShellModel _model;
    private readonly List<Zone> _zones = [];
    private readonly Dictionary<Style, Attribute> _attributes = [];
    private Dictionary<Key, UiCommand> _keys = [];
    private ScreenModel? _keysOf;
    private Overlay? _keysOver;

    public TuiWindow(ShellModel model)
    {
        _model = model;
        CanFocus = true;
        Width = Dim.Fill();
        Height = Dim.Fill();
        model.Session.Redraw += () => SetNeedsDraw();
    }

    /// <summary>The model that it shows.</summary>
    public ShellModel Model => _model;

    /// <inheritdoc/>
    protected override bool OnClearingViewport() => true;

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        int width = Viewport.Width, height = Viewport.Height;
        if (width <= 0 || height <= 0)
        {
            return true;
        }

        var canvas = new Canvas(width, height);
        _zones.Clear();
        ShellPainting.Paint(new Pen(canvas, _model.Theme, _zones), _model);
        var shown = App?.Driver?.Contents;
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                var cell = canvas[column, row];
                var attribute = AttributeOf(cell.Style);
                if (cell.Text.Length == 0 || (shown is not null && row < shown.GetLength(0) && column < shown.GetLength(1)
                    && shown[row, column].Grapheme == cell.Text && shown[row, column].Attribute == attribute))
                {
                    continue;
                }

                SetAttribute(attribute);
                AddStr(column, row, cell.Text);
            }
        }

        Cursor = canvas.Cursor is { } at
            ? new Cursor { Position = ViewportToScreen(new Point(at.Column, at.Row)), Style = CursorStyle.SteadyBar }
            : new Cursor { Position = null, Style = CursorStyle.Hidden };
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnKeyDown(Key key)
    {
        if (Find(key) is { } command)
        {
            _model.Session.ClearMessage();
            command.Run();
            _model.Session.Changed();
            return true;
        }

        string text = key.GetPrintableText();
        if (text.Length > 0 && !key.IsCtrl && !key.IsAlt)
        {
            _model.Session.ClearMessage();
            _model.Type(text);
            _model.Session.Changed();
        }

        // No key is left to the library: its own keys would move the focus out of the window.
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnPaste(string text)
    {
        _model.Type(text);
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.Flags.HasFlag(MouseFlags.WheeledDown) || mouse.Flags.HasFlag(MouseFlags.WheeledUp))
        {
            _model.Scroll(mouse.Flags.HasFlag(MouseFlags.WheeledDown) ? 3 : -3);
            return true;
        }

        if (!mouse.Flags.HasFlag(MouseFlags.LeftButtonClicked) || mouse.Position is not { } at)
        {
            return false;
        }

        int zone = _zones.FindLastIndex(each => each.Has(at.X, at.Y));
        if (zone < 0)
        {
            return true;
        }

        _model.Session.ClearMessage();
        _zones[zone].Click();
        _model.Session.Changed();
        return true;
    }

    // The names of keys are parsed once for each screen.
    private UiCommand? Find(Key key)
    {
        if (_keysOf != _model.Screen || _keysOver != _model.Overlay)
        {
            (_keysOf, _keysOver) = (_model.Screen, _model.Overlay);
            _keys = [];
            foreach (var command in _model.Active)
            {
                if (Key.TryParse(command.Key, out var named))
                {
                    _keys.TryAdd(named, command);
                }
            }
        }

        return _keys.GetValueOrDefault(key);
    }

    private Attribute AttributeOf(Style style)
    {
        if (_attributes.TryGetValue(style, out var attribute))
        {
            return attribute;
        }

        if (_attributes.Count > 20_000)
        {
            _attributes.Clear();
        }

        var text = TextStyle.None;
        if (style.Emphasis.HasFlag(Emphasis.Bold))
        {
            text |= TextStyle.Bold;
        }

        if (style.Emphasis.HasFlag(Emphasis.Faint))
        {
            text |= TextStyle.Faint;
        }

        if (style.Emphasis.HasFlag(Emphasis.Underline))
        {
            text |= TextStyle.Underline;
        }

        if (style.Emphasis.HasFlag(Emphasis.Reverse))
        {
            text |= TextStyle.Reverse;
        }

        return _attributes[style] = new Attribute(ColorOf(style.Foreground), ColorOf(style.Background), text);
    }

    private static Color ColorOf(Rgb? color) => color is { } own ? new Color(own.Red, own.Green, own.Blue) : Color.None;
}
