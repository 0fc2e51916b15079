using System.Diagnostics;
using System.Globalization;
using CompExplain.Probe.Images;
using CompExplain.Probe.Units;
using CompExplain.Storage;

namespace CompExplain.Bench.PaperScale;

internal static class PaperScaleRun
{
    public static int Run(string[] arguments)
    {
        double factor = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 1;
        string folder = arguments[1];
        string step = arguments[2];
        long start = Stopwatch.GetTimestamp();
        string db = Path.Combine(folder, "paper.cxdb");
        string data = Path.Combine(folder, "data");
        switch (step)
        {
            case "make":
                Directory.CreateDirectory(data);
                new PaperScaleData().Write(data, 0, PaperScaleData.ImagesOf(factor));
                break;
            case "count":
                var world = new World(1);
                var all = new HashSet<(int, int, int, int)>();
                long per = 0, runs = 0;
                var local = new ThreadLocal<(LabelledImage, ImageCells)>(() => (new(world), new()));
                Parallel.For(0, PaperScaleData.ImagesOf(factor), i =>
                {
                    var (image, cells) = local.Value;
                    image.Draw(i);
                    cells.Take(image);
                    int r = 0;
                    for (int q = 1; q < image.Colors.Length; q++)
                        if (image.Colors[q] != image.Colors[q - 1]) r++;
                    lock (all)
                    {
                        per += cells.Sets.Count;
                        runs += r;
                        foreach (var (a, b, c) in cells.Sets)
                            all.Add((image.Scene, a, b, c));
                    }
                });
                long refs = all.Sum(x => 2L + (x.Item2 > 0 ? 1 : 0) + (x.Item3 > 0 ? 1 : 0));
                Console.WriteLine($"{all.Count:N0} signatures {refs:N0} references {(double)refs / all.Count:N2}; {per / (double)PaperScaleData.ImagesOf(factor):N1} an image, {runs / PaperScaleData.ImagesOf(factor)} colour runs");
                break;
            case "import":
                BrodenImporter.Import(new BrodenImportOptions(data) { Replace = true }, db, new Steps());
                break;
            case "units":
                UnitImporter.Import(new UnitImportOptions(Path.Combine(data, "activations.npy"), "layer4", ThresholdRule.TopShare(0.005, ThresholdScope.Positions)) { Replace = true, Store = arguments.Length > 3 ? StoredActivations.None : StoredActivations.Half }, db, new Steps());
                break;
            case "load":
                using (var d = ProbeDatabase.Open(db))
                    Console.WriteLine($"{d.Index.SignatureCount:N0} signatures, {d.Index.ReferenceCount:N0} references, {new FileInfo(db).Length / 1e6:N1} MB, used {d.Concepts.Count(c => c.Size > 0)}");
                break;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step}: {Stopwatch.GetElapsedTime(start).TotalSeconds:N2} s, {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB"));
        return 0;
    }

    private sealed class Steps : IProgress<StepProgress>
    {
        private string _last = string.Empty;
        private long _start = Stopwatch.GetTimestamp();

        public void Report(StepProgress value)
        {
            string name = value.ToString().Split(',')[0];
            if (name == _last)
                return;
            Console.WriteLine($"   {_last} {Stopwatch.GetElapsedTime(_start).TotalSeconds:N2} s {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
            (_last, _start) = (name, Stopwatch.GetTimestamp());
        }
    }
}
