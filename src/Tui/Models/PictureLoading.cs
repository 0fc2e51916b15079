using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Tui.Pictures;

namespace CompExplain.Tui.Models;

/// <summary>Puts together what is seen of an input.</summary>
internal static class PictureLoading
{
    // More would not be seen on any terminal.
    private const int MostPixels = 1024;

    public static InputPicture Load(
        ProbeDatabase database, QueryEngine engine, IPictureSource? source, int input, InputRecord record, Formula? unit, Formula? formula, int zoom, CancellationToken cancellation)
    {
        var dataset = database.Dataset;
        var options = new RunOptions { Cancellation = cancellation };
        bool[]? unitMask = unit is null ? null : engine.MaskOn(unit, input, options);
        bool[]? formulaMask = formula is null ? null : engine.MaskOn(formula, input, options);
        var (picture, why) = source is null
            ? (null, "pictures are not shown here")
            : source.Read(record.Name, record.Source, dataset.SourceDirectory, Math.Min(MostPixels, dataset.Width * zoom), Math.Min(MostPixels, dataset.Height * zoom), cancellation);
        return new InputPicture(dataset.Width, dataset.Height, picture, why, unitMask, formulaMask);
    }
}
