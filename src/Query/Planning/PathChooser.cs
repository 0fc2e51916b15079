using CompExplain.Query.Binding;
using CompExplain.Storage;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Planning;

/// <summary>
/// Decides where formulas are counted, by the bytes to be read: reading outweighs all else. It remembers what the operators
/// planned so far read, since they run in the order in which they are planned; so every decision is made once.
/// </summary>
internal sealed class PathChooser
{
    // A guess: an activation's runs are made from its values, and their length is not known before.
    private const long ActivationBytes = 1 << 20;

    private readonly ProbeDatabase _database;
    private readonly EvaluationPath _wanted;
    private readonly HashSet<int> _read = [];
    private bool _readsSizes;

    /// <param name="database">The database asked.</param>
    /// <param name="wanted">Where formulas are to be counted if that is possible.</param>
    public PathChooser(ProbeDatabase database, EvaluationPath wanted)
    {
        _database = database;
        _wanted = wanted;
    }

    /// <summary>Decides where a formula, alone or beside a target, is counted.</summary>
    /// <param name="target">The target; null for none.</param>
    /// <param name="formula">The formula.</param>
    public EvaluationPath Decide(PlannedFormula? target, PlannedFormula formula)
    {
        bool possible = formula.Body.IsPointwise
            && (target is null || target.Body.IsPointwise || (target.Body is BoundUnit && !target.IsComplement));
        if (!possible)
        {
            return EvaluationPath.Masks;
        }

        var path = _wanted == EvaluationPath.Automatic ? Cheaper(target, formula) : _wanted;
        if (path == EvaluationPath.Index)
        {
            _read.UnionWith(Concepts(target, formula));
            _readsSizes = true;
        }

        return path;
    }

    private EvaluationPath Cheaper(PlannedFormula? target, PlannedFormula formula)
    {
        long index = IndexBytes(target, formula);
        return index == 0 || index <= MaskBytes(target, formula) ? EvaluationPath.Index : EvaluationPath.Masks;
    }

    /// <summary>The bytes to be read to count over the index: parts that are not in memory, and a unit's hits.</summary>
    private long IndexBytes(PlannedFormula? target, PlannedFormula formula) =>
        _database.Signatures.UnreadBytes(Concepts(target, formula).Where(concept => !_read.Contains(concept)))
        - (_readsSizes ? _database.Signatures.UnreadBytes([]) : 0)
        + (target?.Body is BoundUnit unit ? _database.Hits.LengthOf(unit.Unit.Id) : 0);

    /// <summary>The bytes of all masks, read or in memory: each is gone through.</summary>
    private long MaskBytes(PlannedFormula? target, PlannedFormula formula) =>
        Leaves(target, formula).Distinct().Sum(leaf => leaf switch
        {
            BoundConcept concept => _database.Masks.LengthOf(MaskOwner.Concept(concept.Concept.Id)),
            BoundUnit unit => _database.Masks.LengthOf(MaskOwner.Unit(unit.Unit.Id)),
            BoundActivation => ActivationBytes,
            _ => 0,
        });

    private static IEnumerable<Bound> Leaves(PlannedFormula? target, PlannedFormula formula) =>
        formula.Body.Leaves().Concat(target?.Body.Leaves() ?? []);

    private static IEnumerable<int> Concepts(PlannedFormula? target, PlannedFormula formula) =>
        Leaves(target, formula).OfType<BoundConcept>().Select(leaf => leaf.Concept.Id).Distinct();
}
