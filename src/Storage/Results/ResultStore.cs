using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Results;

/// <summary>What searches found: their runs, explanations and certificates. Safe to use from many threads.</summary>
public sealed class ResultStore
{
    private readonly ProbeConnection _connection;
    private readonly LayerCatalog _layers;
    private readonly long _positions;

    internal ResultStore(ProbeConnection connection, LayerCatalog layers, long positions)
    {
        _connection = connection;
        _layers = layers;
        _positions = positions;
    }

    /// <summary>Deletes all searches with what they found, after the concepts have changed.</summary>
    internal static void DeleteAll(ProbeConnection connection) => connection.Execute("DELETE FROM search_runs");

    /// <summary>The stored searches, in the order in which they were started.</summary>
    public IReadOnlyList<SearchRun> Runs() => _connection.Rows(
        $"SELECT id, layer_id, options, complete, {RowChecksums.Fits("search_runs")} FROM search_runs ORDER BY id",
        row => new SearchRun(row.Fitting(4).Int(0), row.Int(1), row.GetString(2), row.GetInt64(3) != 0));

    /// <summary>The search of a layer with these options: the stored one, complete or not, or a new one.</summary>
    /// <param name="layerId">The layer.</param>
    /// <param name="options">All options that its answers depend on, as JSON.</param>
    /// <param name="restart">Whether to delete what is stored of this search.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public SearchRun Open(int layerId, string options, bool restart = false)
    {
        if (restart)
        {
            _connection.Write("DELETE FROM search_runs WHERE layer_id = @1 AND options = @2", layerId, options);
        }

        // A read-only file is not written where nothing is new.
        if (Find() is { } stored)
        {
            return stored;
        }

        _connection.Write(RowChecksums.Insert("search_runs") + " ON CONFLICT DO NOTHING", layerId, options, 0);
        return Find()!;

        SearchRun? Find() => Runs().FirstOrDefault(run => run.LayerId == layerId && run.Options == options);
    }

    /// <summary>Marks a search as complete.</summary>
    /// <param name="runId">The search.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void Complete(int runId) => _connection.Write(
        $"UPDATE search_runs SET complete = 1, checksum = {RowChecksums.Of("layer_id, options, 1")} WHERE id = @1", runId);

    /// <summary>The numbers in the database of the units that a search has done.</summary>
    /// <param name="runId">The search.</param>
    public IReadOnlySet<int> ExplainedUnits(int runId) =>
        _connection.Rows("SELECT unit_id FROM explained_units WHERE run_id = @1", row => row.Int(0), runId).ToHashSet();

    /// <summary>The number of units with certificates.</summary>
    /// <param name="runId">The search.</param>
    public int CountCertifiedUnits(int runId) =>
        (int)_connection.Scalar<long>("SELECT count(DISTINCT unit_id) FROM certificates WHERE run_id = @1", runId);

    /// <summary>The explanations, with their certificates, of every unit that a search has done, by the units' numbers.</summary>
    /// <param name="run">The search.</param>
    public IReadOnlyList<UnitExplanations> Explanations(SearchRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var units = _layers.Units(run.LayerId);
        var byId = units.ToDictionary(unit => unit.Id);
        var byLength = _connection.Rows(
            $"""
            SELECT unit_id, length, leaves, formula, score, hits, size, bound, expanded, proved_away, beam_score,
                {RowChecksums.Fits("explanations")}, certificates.run_id IS NULL OR {RowChecksums.Fits("certificates")}
            FROM explanations LEFT JOIN certificates USING (run_id, unit_id, length)
            WHERE run_id = @1 ORDER BY unit_id, length
            """,
            row => ReadExplanation(row, byId),
            run.Id).ToLookup(each => each.UnitId, each => each.Found);
        var concepts = _connection.Rows(
            $"""
            SELECT unit_id, concept, concept_score, concept_hits, concept_size, {RowChecksums.Fits("explained_units")}
            FROM explained_units WHERE run_id = @1
            """,
            row => ReadConcept(row, byId),
            run.Id).ToDictionary(each => each.UnitId, each => each.Found);
        return
        [
            .. units.Where(unit => concepts.ContainsKey(unit.Id))
                .Select(unit => new UnitExplanations(unit, concepts[unit.Id], byLength[unit.Id].ToList())),
        ];
    }

    /// <summary>Stores the explanations of some units, which are then done, in one transaction.</summary>
    /// <param name="runId">The search.</param>
    /// <param name="units">The units.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void Store(int runId, IReadOnlyList<UnitExplanations> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        _connection.InTransaction(() =>
        {
            foreach (var (unit, concept, byLength) in units)
            {
                _connection.Execute(
                    RowChecksums.Insert("explained_units", orReplace: true),
                    runId,
                    unit.Id,
                    concept?.Formula,
                    concept?.Score,
                    concept?.Counts.Hits,
                    concept?.Counts.Size);
                foreach (var each in byLength)
                {
                    _connection.Execute(
                        RowChecksums.Insert("explanations", orReplace: true),
                        runId,
                        unit.Id,
                        each.Length,
                        each.Leaves,
                        each.Formula,
                        each.Score,
                        each.Counts.Hits,
                        each.Counts.Size);
                }
            }
        });
    }

    /// <summary>
    /// Stores the certificates of some units, in one transaction. An explanation that scores more than the stored one replaces
    /// it, and the unit's honesty checks, which were of the old one, are deleted.
    /// </summary>
    /// <param name="runId">The search.</param>
    /// <param name="units">The units, with certificates.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void StoreCertificates(int runId, IReadOnlyList<UnitExplanations> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        _connection.InTransaction(() =>
        {
            foreach (var unit in units)
            {
                foreach (var each in unit.ByLength)
                {
                    StoreCertificate(runId, unit.Unit.Id, each);
                }
            }
        });
    }

    private void StoreCertificate(int runId, int unitId, Explanation each)
    {
        if (each.Certificate is { } certificate)
        {
            _connection.Execute(
                RowChecksums.Insert("certificates", orReplace: true),
                runId,
                unitId,
                each.Length,
                certificate.Bound,
                certificate.Expanded,
                certificate.ProvedAway,
                certificate.BeamScore);
        }

        int improved = _connection.Execute(
            $"""
            UPDATE explanations SET leaves = @4, formula = @5, score = @6, hits = @7, size = @8,
                checksum = {RowChecksums.Of("@1, @2, @3, @4, @5, @6, @7, @8")}
            WHERE run_id = @1 AND unit_id = @2 AND length = @3 AND score < @6
            """,
            runId,
            unitId,
            each.Length,
            each.Leaves,
            each.Formula,
            each.Score,
            each.Counts.Hits,
            each.Counts.Size);
        if (improved > 0)
        {
            _connection.Execute(
                "DELETE FROM honesty WHERE unit_id = @2 AND check_id IN (SELECT id FROM honesty_runs WHERE run_id = @1)",
                runId,
                unitId);
        }
    }

    private (int UnitId, Explanation Found) ReadExplanation(SqliteDataReader row, Dictionary<int, Unit> units)
    {
        int id = row.Fitting(11).Fitting(12).Int(0), length = row.Int(1, 1);
        var counts = row.Counts(5, 6, UnitOf(id, units).Size, _positions);
        return (id, new Explanation(length, row.Int(2, 0, length), row.GetString(3), row.Share(4), counts)
        {
            Certificate = row.IsDBNull(7)
                ? null
                : new Certificate(
                    row.Share(7), row.Whole(8, 0, long.MaxValue), row.Whole(9, 0, long.MaxValue), row.ShareOrNull(10)),
        });
    }

    private (int UnitId, Explanation? Found) ReadConcept(SqliteDataReader row, Dictionary<int, Unit> units)
    {
        int id = row.Fitting(5).Int(0);
        var unit = UnitOf(id, units);
        return (id, row.IsDBNull(1)
            ? null
            : new Explanation(1, 1, row.GetString(1), row.Share(2), row.Counts(3, 4, unit.Size, _positions)));
    }

    private static Unit UnitOf(int id, Dictionary<int, Unit> units) => units.TryGetValue(id, out var unit)
        ? unit
        : throw new RowException($"unit_id is {id}, which is no unit of the search's layer");
}
