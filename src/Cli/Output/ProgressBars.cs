using CompExplain.Query.Diagnostics;
using CompExplain.Storage.Files;
using Spectre.Console;

namespace CompExplain.Cli.Output;

/// <summary>A progress bar for each step; progress can be reported from any thread.</summary>
internal sealed class ProgressBars : IProgress<StepProgress>
{
    private readonly Lock _lock = new();
    private readonly ProgressContext _context;
    private readonly Dictionary<string, ProgressTask> _tasks = [];
    private ProgressTask? _current;

    private ProgressBars(ProgressContext context) => _context = context;

    public static T Run<T>(Terminal terminal, Func<IProgress<StepProgress>, T> work) => SpectreConsole.ForError(terminal)
        .Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => work(new ProgressBars(context)));

    public void Report(StepProgress value)
    {
        lock (_lock)
        {
            if (!_tasks.TryGetValue(value.Step, out var task))
            {
                _current?.StopTask();
                string name = Markup.Escape(VisibleText.Of(value.Step));
                _tasks[value.Step] = task = _context.AddTask(name, maxValue: Math.Max(1, value.Total));
            }

            _current = task;
            task.IsIndeterminate = value.Total == 0;
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }
}
