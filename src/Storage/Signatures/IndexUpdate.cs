using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Signatures;

/// <summary>
/// Notes what an import adds, and brings the signature index, the units' sizes and their hits up to date with it. The index is
/// built again only if there is none, or if the mask of an old concept changed.
/// </summary>
internal sealed class IndexUpdate
{
    private readonly ProbeConnection _connection;
    private readonly MaskStore _masks;
    private readonly CatalogWriter _catalog;
    private readonly bool _isNewDatabase;
    private readonly List<int> _newUnits = [];
    private bool _oldConceptsChanged;

    public IndexUpdate(ProbeConnection connection, MaskStore masks, CatalogWriter catalog, bool isNewDatabase)
    {
        _connection = connection;
        _masks = masks;
        _catalog = catalog;
        _isNewDatabase = isNewDatabase;
        ConceptsChanged = isNewDatabase;
    }

    /// <summary>Whether concepts or their masks were added, so that what was found with the old ones no longer holds.</summary>
    public bool ConceptsChanged { get; private set; }

    /// <summary>The first of the inputs that were appended; 0 if none were.</summary>
    public int FirstNewInput { get; private set; }

    /// <summary>Inputs were appended.</summary>
    public void InputsAppended(int first)
    {
        FirstNewInput = first;
        ConceptsChanged = true;
    }

    /// <summary>A concept was added.</summary>
    public void ConceptAdded() => ConceptsChanged = true;

    /// <summary>A unit was added.</summary>
    public void UnitAdded(int unitId) => _newUnits.Add(unitId);

    /// <summary>A mask was added.</summary>
    public void MaskAdded(MaskOwner owner)
    {
        if (!owner.IsUnit)
        {
            ConceptsChanged = true;
            _oldConceptsChanged |= owner.Id < _catalog.FirstNewConcept && FirstNewInput == 0;
        }
    }

    /// <summary>Brings the index and the units up to date.</summary>
    /// <param name="shards">The shards, with the new inputs.</param>
    /// <param name="progress">Reports progress.</param>
    /// <param name="cancellation">Cancels it.</param>
    public void Run(ShardLayout shards, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        if (!ConceptsChanged && _newUnits.Count == 0)
        {
            return;
        }

        long version = CatalogReader.ReadConceptVersion(_connection);
        var store = new SignatureIndexStore(_connection, _masks, shards);
        var hits = new UnitHitsStore(_connection, _masks, store, shards);
        var units = _connection.Rows("SELECT id FROM units ORDER BY id", row => row.GetInt32(0));
        var uncounted = _newUnits;
        var index = Old(shards, ConceptsChanged ? version - 1 : version);
        if (index is null)
        {
            index = store.Rebuild(_catalog.ConceptCount, version, progress, cancellation);
            uncounted = units;
        }
        else if (FirstNewInput > 0)
        {
            index = store.Append(index, FirstNewInput, _catalog.ConceptCount, version, progress, cancellation);
            uncounted = units;
        }
        else if (ConceptsChanged)
        {
            var added = _newUnits.ToHashSet();
            var split = store.AddConcepts(
                index, _catalog.FirstNewConcept, _catalog.ConceptCount, version, progress, cancellation);
            hits.Move(split, units.FindAll(unit => !added.Contains(unit)), progress, cancellation);
            index = split.After;
        }

        foreach (int unit in uncounted)
        {
            _catalog.FinishUnit(unit);
        }

        hits.Store(uncounted, index.SignatureCount, progress, cancellation);
    }

    /// <summary>
    /// The index of before inputs or concepts were added, whose parts are of that size; null if it cannot be used.
    /// </summary>
    private SignatureIndex? Old(ShardLayout shards, long version)
    {
        if (_isNewDatabase || _oldConceptsChanged)
        {
            return null;
        }

        var old = FirstNewInput > 0 ? shards with { InputCount = FirstNewInput } : shards;
        return new SignatureIndexStore(_connection, _masks, old).Read(_catalog.FirstNewConcept, version);
    }
}
