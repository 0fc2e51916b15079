using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Storage.Catalog;

namespace CompExplain.Cli.Commands.Export;

/// <summary>The concept that a leaf of a stored formula stands for.</summary>
internal sealed class ConceptLookup
{
    private readonly Dictionary<NameFormula, Concept> _concepts = [];

    public ConceptLookup(QueryEngine engine)
    {
        foreach (var concept in engine.Database.Concepts)
        {
            _concepts[engine.Reference(concept)] = concept;
        }
    }

    /// <summary>Null for what is no concept.</summary>
    public Concept? Find(NameFormula name) => _concepts.GetValueOrDefault(name);
}
