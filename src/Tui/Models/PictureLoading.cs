using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Storage;
using CompExplain.Tui.Pictures;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models;

/// <summary>Loads an input's picture and the masks over it.</summary>
/// <param name="session">The session; its database and engine are those at the time of the call.</param>
internal sealed class PictureLoading(Session session)
{
    // No terminal shows more.
    private const int MaximumPixels = 1024;

    private readonly ProbeDatabase _database = session.Database;
    private readonly QueryEngine _engine = session.Engine;
    private readonly IPictureSource? _source = session.Options.Pictures;

    /// <summary>Loads them.</summary>
    /// <param name="input">The input.</param>
    /// <param name="unit">The unit whose mask is shown; null for none.</param>
    /// <param name="formula">The formula whose mask is shown; null for none.</param>
    /// <param name="zoom">By how much it is enlarged.</param>
    /// <param name="cancellation">Cancels it.</param>
    public InputPicture Load(ShownInput input, Formula? unit, Formula? formula, int zoom, CancellationToken cancellation)
    {
        var dataset = _database.Dataset;
        var options = new RunOptions { Cancellation = cancellation };
        bool[]? unitMask = unit is null ? null : _engine.MaskOn(unit, input.Ranked.Input, options);
        bool[]? formulaMask = formula is null ? null : _engine.MaskOn(formula, input.Ranked.Input, options);
        if (_source is null)
        {
            return new InputPicture(dataset.Width, dataset.Height, null, "pictures are not shown here", unitMask, formulaMask);
        }

        int width = Math.Min(MaximumPixels, dataset.Width * zoom), height = Math.Min(MaximumPixels, dataset.Height * zoom);
        var (picture, why) = _source.Read(
            input.Record.Name, input.Record.Source, dataset.SourceDirectory, width, height, cancellation);
        return new InputPicture(dataset.Width, dataset.Height, picture, why, unitMask, formulaMask);
    }
}
