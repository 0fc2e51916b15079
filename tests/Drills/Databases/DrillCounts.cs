using System.Globalization;
using CompExplain.Drills.Commands;

namespace CompExplain.Drills.Databases;

/// <summary>What became of commands on damaged databases.</summary>
internal sealed class DrillCounts
{
    private readonly List<string> _faults = [];
    private int _commands;
    private int _same;
    private int _refused;
    private int _otherAndDamaged;
    private int _otherOfForged;
    private int _wrong;
    private int _internal;
    private int _heavy;
    private long _peak;
    private TimeSpan _longest;

    /// <summary>Commands that did what none may.</summary>
    public int Bad => _wrong + _internal + _heavy;

    /// <summary>Those commands, a line each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Counts a command.</summary>
    public void Add(
        CommandResult answer,
        CommandResult right,
        bool isSound,
        bool isForged,
        string what,
        long maximumBytes,
        TimeSpan maximumTime)
    {
        _commands++;
        _peak = Math.Max(_peak, answer.PeakBytes);
        _longest = answer.Elapsed > _longest ? answer.Elapsed : _longest;
        if (answer.IsInternal)
        {
            _internal++;
            Fault("internal", answer, what);
        }
        else if (answer.ExitCode == -1 || answer.PeakBytes > maximumBytes || answer.Elapsed > maximumTime)
        {
            _heavy++;
            Fault("heavy", answer, what);
        }
        else if (answer.IsRefusal)
        {
            _refused++;
        }
        else if (answer.ExitCode == right.ExitCode && answer.Output == right.Output)
        {
            _same++;
        }
        else if (isForged)
        {
            // With forged checksums it is another database, and its answers are its own.
            _otherOfForged++;
        }
        else if (!isSound)
        {
            _otherAndDamaged++;
        }
        else
        {
            _wrong++;
            Fault("wrong", answer, what);
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_commands} commands: {_same} answered as before, {_refused} refused in a line, {_otherAndDamaged} answered otherwise "
        + $"of a file that verify calls damaged, {_otherOfForged} of one with forged checksums, {_wrong} wrong of one called "
        + $"sound, {_internal} internal errors, {_heavy} over 300 MB or 10 s; at most {_peak >> 20} MB and "
        + $"{_longest.TotalSeconds:F1} s");

    private void Fault(string kind, CommandResult answer, string what) => _faults.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"{kind}: {string.Join(' ', answer.Arguments)} ({what}): {answer.LastError} {answer.Elapsed.TotalSeconds:F1} s "
        + $"{answer.PeakBytes >> 20} MB"));
}
