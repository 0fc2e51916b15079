using CompExplain.Storage.Files;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Results;

/// <summary>The stored honesty checks of explanations. Safe to use from many threads.</summary>
public sealed class HonestyStore
{
    private readonly ProbeConnection _connection;
    private readonly long _positions;

    internal HonestyStore(ProbeConnection connection, long positions)
    {
        _connection = connection;
        _positions = positions;
    }

    /// <summary>The check of a search's answers with these options: the stored one, or a new one.</summary>
    /// <param name="runId">The search.</param>
    /// <param name="options">All options that its numbers depend on, as JSON.</param>
    /// <param name="heldOutPositions">The number of positions of the inputs held out, which follows from the options.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public HonestyRun Open(int runId, string options, long heldOutPositions)
    {
        int id = Find();
        if (id == 0)
        {
            _connection.Write(RowChecksums.Insert("honesty_runs") + " ON CONFLICT DO NOTHING", runId, options);
            id = Find();
        }

        return new HonestyRun(id, runId, options, heldOutPositions);

        int Find() => _connection.Rows(
            "SELECT id FROM honesty_runs WHERE run_id = @1 AND options = @2", row => row.Int(0, 1), runId, options)
            .FirstOrDefault();
    }

    /// <summary>The checks of the units that are done, by the units' numbers in the database.</summary>
    /// <param name="run">The check.</param>
    public IReadOnlyDictionary<int, Honesty> Read(HonestyRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Read(run.Id, _positions - run.HeldOutPositions, run.HeldOutPositions);
    }

    /// <summary>Reads all checks, whichever inputs they held out.</summary>
    /// <exception cref="StorageException">One is damaged.</exception>
    internal void ReadAll()
    {
        var checks = _connection.Rows(
            $"SELECT id, {RowChecksums.Fits("honesty_runs")} FROM honesty_runs", row => row.Fitting(1).Int(0));
        foreach (int check in checks)
        {
            Read(check, _positions, _positions);
        }
    }

    private Dictionary<int, Honesty> Read(int checkId, long seen, long held)
    {
        var clauses = _connection.Rows(
            $"""
            SELECT unit_id, clause, honesty_clauses.hits, honesty_clauses.size, units.size, {RowChecksums.Fits("honesty_clauses")}
            FROM honesty_clauses JOIN units ON units.id = unit_id
            WHERE check_id = @1 ORDER BY unit_id, honesty_clauses.number
            """,
            row => (Unit: row.Fitting(5).Int(0), Clause: new Clause(
                row.GetString(1), row.Counts(2, 3, row.Whole(4, 0, _positions), _positions))),
            checkId).ToLookup(each => each.Unit, each => each.Clause);
        return _connection.Rows(
            $"""
            SELECT unit_id, explained, formula, leaves, dropped, shifts, as_high, chance_iou,
                seen_formula, seen_hits, seen_size, seen_target, held_hits, held_size, held_target,
                {RowChecksums.Fits("honesty")}
            FROM honesty WHERE check_id = @1 ORDER BY unit_id
            """,
            row => (Unit: row.Fitting(15).Int(0), Honesty: new Honesty(
                row.GetString(1),
                row.GetString(2),
                row.Int(3),
                row.GetString(4).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                clauses[row.Int(0)].ToList(),
                new ChanceLevel(row.Int(5), row.Int(6, 0, row.Int(5)), row.ShareOrNull(7)),
                ReadHeldOut(row, seen, held))),
            checkId).ToDictionary(each => each.Unit, each => each.Honesty);
    }

    /// <summary>Stores the checks of some units, which are then done, in one transaction.</summary>
    /// <param name="run">The check.</param>
    /// <param name="units">The checks, with the units' numbers in the database.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void Store(HonestyRun run, IReadOnlyList<(int UnitId, Honesty Honesty)> units)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(units);
        _connection.InTransaction(() =>
        {
            foreach (var (unit, each) in units)
            {
                Store(run.Id, unit, each);
            }
        });
    }

    private void Store(int runId, int unitId, Honesty honesty)
    {
        var held = honesty.HeldOut;
        _connection.Execute(
            RowChecksums.Insert("honesty", orReplace: true),
            runId,
            unitId,
            honesty.Explained,
            honesty.Formula,
            honesty.Leaves,
            string.Join('\n', honesty.Dropped),
            honesty.Chance.Shifts,
            honesty.Chance.AsHigh,
            honesty.Chance.MeanIou,
            held?.Formula,
            held?.Seen.Hits,
            held?.Seen.Size,
            held?.Seen.TargetSize,
            held?.Held.Hits,
            held?.Held.Size,
            held?.Held.TargetSize);
        for (int i = 0; i < honesty.Clauses.Count; i++)
        {
            var (text, without) = honesty.Clauses[i];
            _connection.Execute(
                RowChecksums.Insert("honesty_clauses"),
                runId,
                unitId,
                i,
                text,
                without.Hits,
                without.Size);
        }
    }

    private static HeldOut? ReadHeldOut(SqliteDataReader row, long seen, long held) => row.IsDBNull(8)
        ? null
        : new HeldOut(
            row.GetString(8),
            row.Counts(9, 10, row.Whole(11, 0, seen), seen),
            row.Counts(12, 13, row.Whole(14, 0, held), held));
}
