using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Text;

/// <summary>Adds concepts that whole texts have.</summary>
internal static class TextConceptWriter
{
    /// <summary>Adds a concept and its mask.</summary>
    /// <param name="writer">The database.</param>
    /// <param name="concept">The concept.</param>
    /// <param name="texts">The inputs that have it, ascending.</param>
    public static void Add(DatabaseWriter writer, ConceptRecord concept, IEnumerable<int> texts)
    {
        var mask = new MaskBuilder(writer.Shards);
        foreach (int text in texts)
        {
            mask.AddInput(text);
        }

        writer.AddConceptMasks(writer.AddConcept(concept), mask);
    }
}
