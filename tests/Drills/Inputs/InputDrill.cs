using System.Globalization;
using CompExplain.Drills.Commands;

namespace CompExplain.Drills.Inputs;

/// <summary>
/// Gives changed and hostile inputs to the commands that read them. Each must be refused in a line, within 2 s and 300 MB, or be
/// imported into a database that <c>verify</c> calls sound.
/// </summary>
/// <param name="runner">Runs the product.</param>
/// <param name="folder">Where files are made.</param>
/// <param name="seed">The seed of all choices.</param>
internal sealed class InputDrill(CommandRunner runner, string folder, int seed)
{
    private const long MaximumBytes = 300L << 20;
    private readonly Lock _lock = new();
    private readonly List<string> _faults = [];
    private readonly SortedDictionary<string, (int Refused, int Imported)> _byFormat = new(StringComparer.Ordinal);
    private long _peak;
    private TimeSpan _longest;

    /// <summary>The time that a refusal may take.</summary>
    public TimeSpan MaximumTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What may not be, a line each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Runs the drill.</summary>
    /// <param name="count">Changed inputs, over all formats; the hostile ones come on top.</param>
    /// <returns>The figures, a line each.</returns>
    public IReadOnlyList<string> Run(int count)
    {
        var formats = SoundInputs.All(folder);
        foreach (var format in formats.Where(format => !format.Name.StartsWith("weights", StringComparison.Ordinal)))
        {
            var sound = Try(format, "sound", format.Files);
            if (sound.ExitCode != 0)
            {
                throw new InvalidOperationException($"{format.Name}: {sound.Errors}");
            }

            Directory.Delete(Own("sound"), recursive: true);
        }

        var hostile = HostileInputs.All(formats);
        Parallel.For(
            0,
            count + hostile.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i =>
        {
            string name = i.ToString(CultureInfo.InvariantCulture);
            if (i < hostile.Count)
            {
                var (format, what, files) = hostile[i];
                Judge(format, what, name, Try(format, name, files()));
                return;
            }

            var changed = formats[i % formats.Count];
            var dice = Dice.Of(seed, i);
            var all = changed.Files.ToDictionary();
            string target = changed.Changed[dice.Next(changed.Changed.Count)];
            all[target] = InputMutation.Of(all[target], dice);
            Judge(changed, $"{target} changed, number {i} of seed {seed}", name, Try(changed, name, all));
        });
        int refused = _byFormat.Values.Sum(each => each.Refused), imported = _byFormat.Values.Sum(each => each.Imported);
        return
        [
            .. _byFormat.Select(each => $"{each.Key}: {each.Value.Refused} refused, {each.Value.Imported} imported and sound"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} changed inputs and {hostile.Count} hostile ones: {refused} refused in a line, {imported} imported and "
                + $"sound, {_faults.Count} bad; a refusal took at most {_longest.TotalSeconds:F1} s and {_peak >> 20} MB"),
        ];
    }

    // Runs a format's command on files in a folder of their own, then checks what it wrote.
    private CommandResult Try(InputFormat format, string name, IReadOnlyDictionary<string, byte[]> files)
    {
        string own = Own(name);
        foreach (var (file, bytes) in files)
        {
            string path = Path.Combine(own, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        var result = runner.Run(format.Command, own);
        return result.ExitCode == 0 && runner.Run(["verify", format.Command[2]], own) is { ExitCode: not 0 } check
            ? result with { ExitCode = -2, Errors = "imported, and not sound: " + check.Output + check.Errors }
            : result;
    }

    private string Own(string name) => Path.Combine(folder, "input-" + name);

    // What may not be is kept, for whoever mends it.
    private void Judge(InputFormat format, string what, string name, CommandResult result)
    {
        lock (_lock)
        {
            var (refused, imported) = _byFormat.GetValueOrDefault(format.Name);
            bool isHeavy = result.PeakBytes > MaximumBytes || result.Elapsed > MaximumTime;
            if (result.IsRefusal)
            {
                _peak = Math.Max(_peak, result.PeakBytes);
                _longest = result.Elapsed > _longest ? result.Elapsed : _longest;
            }

            if (result.ExitCode == 0 || (result.IsRefusal && !isHeavy))
            {
                _byFormat[format.Name] = result.ExitCode == 0 ? (refused, imported + 1) : (refused + 1, imported);
                Directory.Delete(Own(name), recursive: true);
                return;
            }

            string kind = result.IsInternal ? "internal" : result.ExitCode == -1 ? "hang" : "heavy";
            _faults.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind}: {format.Name} ({what}; {Own(name)}): {result.LastError} "
                + $"{result.Elapsed.TotalSeconds:F1} s {result.PeakBytes >> 20} MB"));
        }
    }
}
