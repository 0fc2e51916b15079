using System.Diagnostics;
using System.Globalization;
using CompExplain.Cli.Output;
using CompExplain.Demo;
using CompExplain.Networks;
using CompExplain.Query;
using CompExplain.Query.Execution.Statements;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Commands.Demo;

/// <summary>Runs a demo step by step, leaving out the steps that are done, and prints what came of it.</summary>
internal sealed class DemoRunner
{
    private const int BestUnits = 10;
    private const int BarWidth = 40;

    private readonly Terminal _terminal;
    private readonly DemoTask _task;
    private readonly string _path;
    private readonly List<(string Step, TimeSpan? Time)> _times = [];

    public DemoRunner(Terminal terminal, DemoTask task, string path)
    {
        _terminal = terminal;
        _task = task;
        _path = path;
    }

    /// <summary>Runs the steps and prints the results.</summary>
    /// <param name="replace">Begin anew, and replace a database that is there.</param>
    public int Run(bool replace)
    {
        try
        {
            return RunSteps(replace);
        }
        catch (OperationCanceledException)
        {
            Talk.Say(_terminal, "stopped: finished steps are kept, and the same command resumes");
            throw;
        }
    }

    private int RunSteps(bool replace)
    {
        var state = replace ? DemoState.Missing : _task.StateOf(_path);
        if (state == DemoState.Foreign)
        {
            throw new CommandException(
                $"{_path} is a database of something else; give another name, or add --replace to take its place");
        }

        Step(
            _task.Steps.Import,
            state >= DemoState.Imported,
            progress => _task.Import(_path, replace, progress, _terminal.Cancellation));
        if (state < DemoState.Probed && !LibTorch.TryLoad(out var reason))
        {
            return EndWithoutNetwork(CommandHints.Sentence(reason));
        }

        Step(_task.Steps.Probe, state >= DemoState.Probed, progress => _task.Probe(_path, progress, _terminal.Cancellation));

        using var database = ProbeDatabase.Open(_path);
        var engine = new QueryEngine(database, new BeamExplainer());
        var search = new LayerSearch(engine);
        string step = string.Create(CultureInfo.InvariantCulture, $"explaining the units to length {_task.Search.Length}");
        var result = Step(
            step,
            progress => search.Run(
                _task.Layer, null, _task.Search,
                progress: new Relay<SearchProgress>(
                    each => progress?.Report(new StepProgress("explaining", each.Done, each.Total))),
                cancellation: _terminal.Cancellation),
            wasDone: found => found.Resumed == found.Units.Count);
        Print(database, engine, result);
        return ExitCode.Success;
    }

    private void Step(string step, bool isDone, Func<IProgress<StepProgress>?, object> work)
    {
        if (!isDone)
        {
            Step(step, work);
            return;
        }

        Talk.Say(_terminal, $"{step}: done before");
        _times.Add((step, null));
    }

    private T Step<T>(string step, Func<IProgress<StepProgress>?, T> work, Func<T, bool>? wasDone = null)
    {
        long start = Stopwatch.GetTimestamp();
        Talk.Say(_terminal, $"{step} ...");
        var result = ProgressDisplay.Run(_terminal, work);
        TimeSpan? time = wasDone?.Invoke(result) == true ? null : Stopwatch.GetElapsedTime(start);
        _times.Add((step, time));
        Talk.Say(_terminal, $"{step}: {Told(time)}");
        return result;
    }

    /// <summary>Prints what needs no network, where none can be trained.</summary>
    internal int EndWithoutNetwork(string reason)
    {
        Talk.Error(_terminal, reason);
        using var database = ProbeDatabase.Open(_path);
        _terminal.Out.WriteLine($"{_path}: {_task.Describe(database)}; without units, since no network can be trained here");
        var engine = new QueryEngine(database, new BeamExplainer());
        Heading(_task.ConceptQuery);
        ResultPrinter.Print(engine.Run(_task.ConceptQuery), OutputFormat.Table, _terminal);
        return ExitCode.Error;
    }

    private void Print(ProbeDatabase database, QueryEngine engine, LayerSearchResult result)
    {
        var output = _terminal.Out;
        var training = _task.Accuracy(database);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_path}: {_task.Describe(database)}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"the network is right on {training.Right:N0} of the {training.HeldOut:N0} that it was not trained on: "
            + $"{100 * training.Accuracy:0.0} %"));
        var found = result.Units.Where(unit => unit.Best is not null)
            .OrderByDescending(unit => unit.Best!.Score).ThenBy(unit => unit.Unit.Number).ToList();
        if (found.Count == 0)
        {
            output.WriteLine("no unit was explained");
            return;
        }

        int length = _task.Search.Length;
        int negative = found.Count(unit => unit.Best!.Formula.Contains("AND NOT", StringComparison.Ordinal));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"layer {_task.Layer}: {found.Count} of {result.Units.Count + result.NotAnalysed.Count} units explained, {negative} "
            + $"of them with AND NOT; the best:"));
        ResultPrinter.Print(UnitExplanationRows.Growth(found.Take(BestUnits), length), OutputFormat.Table, _terminal);
        Heading("mean IoU by length of the formula");
        var means = Enumerable.Range(1, length).Select(each => found.Average(unit => unit.Within(each)!.Score)).ToList();
        for (int i = 0; i < means.Count; i++)
        {
            string bar = new(_terminal.IsOutputTerminal ? '█' : '#', (int)Math.Round(BarWidth * means[i] / means[^1]));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {i + 1,2}  {means[i]:0.0000}  {bar}"));
        }

        output.WriteLine();
        _task.Show(_terminal, database, found[0]);
        Heading("time");
        foreach (var (step, time) in _times)
        {
            output.WriteLine($"  {step}: {Told(time)}");
        }

        Heading("try next");
        foreach (string query in _task.Queries(engine, found[0]))
        {
            output.WriteLine($"  compexplain query {Quoted(_path)} \"{query}\"");
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  compexplain explain {Quoted(_path)} --length {length} --sort iou --limit 20"));
        output.WriteLine($"  compexplain tui {Quoted(_path)}");
        if (Environment.ProcessPath is { } program && Path.GetFileNameWithoutExtension(program) == "compexplain")
        {
            output.WriteLine($"compexplain is {program}");
        }
    }

    private static string Told(TimeSpan? time) =>
        time is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some.TotalSeconds:0.0} s") : "done before";

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private void Heading(string text)
    {
        _terminal.Out.WriteLine();
        _terminal.Out.WriteLine($"{text}:");
    }
}
