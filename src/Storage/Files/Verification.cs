namespace CompExplain.Storage.Files;

/// <summary>A check of a database that is under way: what was checked, and the problems found, up to a maximum number.</summary>
internal sealed class Verification
{
    private const int MaximumProblems = 100;

    private readonly List<string> _checked = [];
    private readonly List<string> _problems = [];
    private readonly IProgress<StepProgress>? _progress;

    public Verification(IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        _progress = progress;
        Cancellation = cancellation;
    }

    /// <summary>What was checked, for people: the number of things of each kind.</summary>
    public IReadOnlyList<string> Checked => _checked;

    /// <summary>The problems found.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether the maximum number of problems is reached; nothing more needs to be checked then.</summary>
    public bool IsFull => _problems.Count >= MaximumProblems;

    /// <summary>Cancels the check.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Runs one check; an exception that damaged data causes is a problem found.</summary>
    public void Attempt(Action check)
    {
        try
        {
            if (!IsFull)
            {
                check();
            }
        }
        catch (StorageException error)
        {
            _problems.Add(error.Message);
        }
        catch (Exception error) when (
            error is InvalidCastException
                or NotSupportedException
                or FormatException
                or OverflowException
                or IndexOutOfRangeException)
        {
            _problems.Add("a stored value is not what it should be: " + error.Message);
        }
    }

    /// <summary>Adds a problem.</summary>
    public void AddProblem(string problem) => _problems.Add(problem);

    /// <summary>Adds what was checked.</summary>
    public void AddChecked(string what) => _checked.Add(what);

    /// <summary>Reports progress; throws if the check was cancelled.</summary>
    public void Report(string step, long done, long total)
    {
        Cancellation.ThrowIfCancellationRequested();
        _progress?.Report(new StepProgress(step, done, total));
    }
}
