using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CompExplain.Bench.PaperScale;

/// <summary>
/// A data set with the statistics of Broden's ADE20K part, in its layout and without photographs, and a layer of units as NumPy
/// writes one. The same seed and number give the same image, whatever the size: a smaller data set is the start of a larger one.
/// </summary>
internal sealed class PaperScaleData
{
    /// <summary>How many images the paper's data set has.</summary>
    public const int PaperImages = 22_210;

    private const int Batch = 256;
    private const int ImagesInFolder = 1000;

    private readonly World _world;
    private readonly PlantedUnit[] _units;
    private readonly float[] _noise = new float[1 << 16];

    public PaperScaleData(ulong seed = 1, int units = PlantedUnits.Count)
    {
        _world = new World(seed);
        _units = PlantedUnits.Make(_world, units);
        var dice = new Dice(seed, 5, 0);
        for (int i = 0; i < _noise.Length; i++)
        {
            _noise[i] = (float)Math.Pow(dice.Share(), 6) * 0.5f;
        }
    }

    /// <summary>The images of a data set of so many times the paper's.</summary>
    public static int ImagesOf(double factor) => Math.Max(16, (int)Math.Round(PaperImages * factor));

    /// <summary>Writes images and the units' activations on them.</summary>
    /// <param name="folder">Where: <c>index.csv</c>, <c>label.csv</c>, <c>images/</c> and <c>activations.npy</c>.</param>
    /// <param name="first">The first image's number.</param>
    /// <param name="count">How many.</param>
    public void Write(string folder, int first, int count)
    {
        for (int each = first / ImagesInFolder; each <= (first + count - 1) / ImagesInFolder; each++)
        {
            Directory.CreateDirectory(Path.Combine(folder, "images", each.ToString("D3", CultureInfo.InvariantCulture)));
        }

        int[] imagesOfLabel = new int[World.LabelCount + 1];
        using var index = new StreamWriter(Path.Combine(folder, "index.csv"));
        index.WriteLine("image,split,ih,iw,sh,sw,color,object,part,material,scene,texture");
        using var activations = new FileStream(
            Path.Combine(folder, "activations.npy"), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        activations.Write(NpyHeader.Of("<f2", count, _units.Length, ImageCells.Grid, ImageCells.Grid));

        var painters = new ThreadLocal<Painter>(() => new Painter(_world));
        int rowBytes = _units.Length * ImageCells.Cells * sizeof(ushort);
        byte[] rows = new byte[Batch * rowBytes];
        string[] lines = new string[Batch];
        for (int start = 0; start < count; start += Batch)
        {
            int some = Math.Min(Batch, count - start);
            Parallel.For(
                0,
                some,
                i => lines[i] =
                    WriteImage(folder, first + start + i, painters.Value!, rows.AsSpan(i * rowBytes, rowBytes), imagesOfLabel));
            activations.Write(rows, 0, some * rowBytes);
            for (int i = 0; i < some; i++)
            {
                index.WriteLine(lines[i]);
            }
        }

        WriteLabels(Path.Combine(folder, "label.csv"), imagesOfLabel);
    }

    private string WriteImage(string folder, int number, Painter painter, Span<byte> row, int[] imagesOfLabel)
    {
        painter.Image.Draw(number);
        painter.Cells.Take(painter.Image);
        string name = string.Create(CultureInfo.InvariantCulture, $"{number / ImagesInFolder:D3}/{number:D5}");
        string path = Path.Combine(folder, "images", name);
        painter.Png.Write(path + "_color.png", painter.Image.Colors);
        painter.Png.Write(path + "_object.png", painter.Image.Objects);
        bool hasParts = painter.Image.Parts.AsSpan().ContainsAnyExcept((ushort)0);
        if (hasParts)
        {
            painter.Png.Write(path + "_part.png", painter.Image.Parts);
        }

        painter.Labels.Clear();
        painter.Labels.Add(painter.Image.Scene);
        foreach (var (thing, part, color) in painter.Cells.Sets)
        {
            painter.Labels.UnionWith([thing, part, color]);
        }

        foreach (int label in painter.Labels)
        {
            Interlocked.Increment(ref imagesOfLabel[label]);
        }

        float[] values = painter.Row(_units.Length * ImageCells.Cells);
        foreach (var unit in _units)
        {
            var dice = new Dice(_world.Seed, 6, ((long)unit.Number << 32) + number);
            unit.Activate(painter.Cells, _noise, dice, values.AsSpan(unit.Number * ImageCells.Cells, ImageCells.Cells));
        }

        TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(row));
        string split = number % 10 == 0 ? "val" : "train";
        string parts = hasParts ? name + "_part.png" : string.Empty;
        return $"{name}.jpg,{split},224,224,{LabelledImage.Side},{LabelledImage.Side},{name}_color.png,{name}_object.png,"
            + $"{parts},,{painter.Image.Scene},";
    }

    private void WriteLabels(string path, int[] imagesOfLabel)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("number,name,category,frequency,coverage,syns");
        for (int label = 1; label <= World.LabelCount; label++)
        {
            file.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"{label},{_world.Names[label]},{World.CategoryOf(label)}({imagesOfLabel[label]}),{imagesOfLabel[label]},,"));
        }
    }

    /// <summary>What a thread draws with.</summary>
    private sealed class Painter(World world)
    {
        private float[] _row = [];

        public LabelledImage Image { get; } = new(world);

        public ImageCells Cells { get; } = new();

        public PngWriter Png { get; } = new();

        public HashSet<int> Labels { get; } = [];

        public float[] Row(int length) => _row.Length == length ? _row : _row = new float[length];
    }
}
