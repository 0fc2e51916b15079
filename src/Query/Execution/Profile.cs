using CompExplain.Query.Results;

namespace CompExplain.Query.Execution;

/// <summary>What an answer's steps were expected to cost, and, where it was answered, what they did cost.</summary>
internal sealed class Profile
{
    private readonly TimeProvider _clock;
    private readonly List<(string Operator, string Detail, string Path, long? Estimate, long? Actual, long? Bytes, double? Time)> _steps = [];

    public Profile(TimeProvider clock) => _clock = clock;

    /// <summary>A step that is decided before anything is read.</summary>
    public void Add(string name, string detail, string path = "", long? estimate = null) =>
        _steps.Add((name, detail, path, estimate, null, null, null));

    /// <summary>Runs a step and keeps what it cost.</summary>
    public T Measure<T>(string name, string detail, string path, long? estimate, Func<long> bytesRead, Func<T> work, Func<T, long?> actual)
    {
        long bytes = bytesRead();
        long start = _clock.GetTimestamp();
        var result = work();
        double time = _clock.GetElapsedTime(start).TotalMilliseconds;
        _steps.Add((name, detail, path, estimate, actual(result), bytesRead() - bytes, time));
        return result;
    }

    public QueryResult Planned(IReadOnlyList<string> notes)
    {
        var result = new ResultBuilder()
            .Column("step", ColumnKind.Integer).Column("operator", ColumnKind.Text).Column("detail", ColumnKind.Text)
            .Column("path", ColumnKind.Text).Column("estimate", ColumnKind.Integer);
        for (int i = 0; i < _steps.Count; i++)
        {
            result.Row((long)i + 1, _steps[i].Operator, _steps[i].Detail, _steps[i].Path, _steps[i].Estimate);
        }

        return result.Notes(notes).Build();
    }

    public QueryResult Measured()
    {
        var result = new ResultBuilder()
            .Column("step", ColumnKind.Integer).Column("operator", ColumnKind.Text).Column("detail", ColumnKind.Text)
            .Column("path", ColumnKind.Text).Column("estimate", ColumnKind.Integer).Column("actual", ColumnKind.Integer)
            .Column("bytesRead", ColumnKind.Integer).Column("ms", ColumnKind.Milliseconds);
        for (int i = 0; i < _steps.Count; i++)
        {
            var step = _steps[i];
            result.Row((long)i + 1, step.Operator, step.Detail, step.Path, step.Estimate, step.Actual, step.Bytes, step.Time);
        }

        return result.Build();
    }
}
