using CompExplain.Bench.PaperScale;
using CompExplain.Fixtures;
using CompExplain.Import.Images;
using CompExplain.Import.Units;

namespace CompExplain.Bench.Tests;

/// <summary>
/// A hundredth of the paper-scale data set, with fewer units, through the real imports; made once for all tests.
/// </summary>
public sealed class PaperScaleProbe : IDisposable
{
    public const int Images = 222;
    public const int Units = 484;

    private readonly TempFolder _folder = new();

    public PaperScaleProbe()
    {
        Write("data", 0, Images);
        Import("probe.cxdb", "data");
        var rule = ThresholdRule.TopShare(0.005, ThresholdScope.Grid);
        string activations = _folder.File("data/activations.npy");
        UnitImporter.Import(
            new UnitImportOptions(activations, "layer4", rule) { Store = StoredActivations.None }, Database);
    }

    public string Database => File("probe.cxdb");

    public string File(string name) => _folder.File(name);

    /// <summary>A copy of the database, to be changed.</summary>
    public string Copy(string name)
    {
        System.IO.File.Copy(Database, File(name));
        return File(name);
    }

    /// <summary>Writes some images of the data set.</summary>
    public void Write(string folder, int first, int count, ulong seed = 1)
    {
        Directory.CreateDirectory(File(folder));
        new PaperScaleData(seed, Units).Write(File(folder), first, count);
    }

    public void Import(string database, string folder, bool append = false) =>
        BrodenImporter.Import(
            new BrodenImportOptions(File(folder)) { Append = append, DropLayers = append, Name = append ? null : "data" },
            File(database));

    public void Dispose() => _folder.Dispose();
}
