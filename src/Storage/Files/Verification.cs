using System.Globalization;

namespace CompExplain.Storage.Files;

/// <summary>A check of a database that is under way: what was checked, and the problems found.</summary>
internal sealed class Verification(IProgress<StepProgress>? progress, CancellationToken cancellation)
{
    // Problems that are listed; the others are counted.
    private const int MaximumListed = 1000;

    private readonly List<string> _checked = [];
    private readonly List<string> _problems = [];

    /// <summary>What was checked, for people: the number of things of each kind.</summary>
    public IReadOnlyList<string> Checked => _checked;

    /// <summary>The number of problems found.</summary>
    public int ProblemCount { get; private set; }

    /// <summary>The problems found; the last says how many more there are, if they are too many to be listed.</summary>
    public IReadOnlyList<string> Problems => ProblemCount == _problems.Count
        ? _problems
        : [.. _problems, string.Create(CultureInfo.InvariantCulture, $"and {ProblemCount - _problems.Count:N0} problems more")];

    /// <summary>Cancels the check.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Runs one check; an exception that damaged data cause is a problem found, and the next check goes on.</summary>
    public void Attempt(Action check)
    {
        try
        {
            check();
        }
        catch (StorageException error)
        {
            AddProblem(error.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            AddProblem("a stored value is not what it should be: " + error.Message);
        }
    }

    /// <summary>Adds a problem.</summary>
    public void AddProblem(string problem)
    {
        ProblemCount++;
        if (_problems.Count < MaximumListed)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Adds what was checked.</summary>
    public void AddChecked(string what) => _checked.Add(what);

    /// <summary>Reports progress; throws if the check was cancelled.</summary>
    public void Report(string step, long done, long total)
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new StepProgress(step, done, total));
    }
}
