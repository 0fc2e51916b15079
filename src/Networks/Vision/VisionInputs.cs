using System.Globalization;
using CompExplain.Import;
using CompExplain.Import.Files;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Networks.Vision;

/// <summary>What a probe needs of a database.</summary>
/// <param name="Pictures">The path of each input's picture.</param>
/// <param name="HavePredictions">Whether any input has a prediction.</param>
/// <param name="Classes">The names of the classes whose outputs are stored; possibly none.</param>
internal sealed record VisionInputs(string[] Pictures, bool HavePredictions, IReadOnlyList<string> Classes)
{
    /// <summary>Reads them.</summary>
    /// <param name="options">The options of the probe.</param>
    /// <param name="layer">The layer's name in the database.</param>
    /// <param name="databasePath">The database.</param>
    /// <exception cref="ImportException">The database has no images, or their folder is not known or not there.</exception>
    /// <exception cref="StorageException">The database cannot be read, or has the layer already.</exception>
    public static VisionInputs Read(VisionProbeOptions options, string layer, string databasePath)
    {
        using var database = ProbeDatabase.Open(databasePath);
        var dataset = database.Dataset;
        if (dataset.Kind != DatasetKind.Images)
        {
            throw new ImportException(
                $"{databasePath} holds texts, and {options.Model} takes images; import a data set of images");
        }

        if (dataset.InputCount == 0)
        {
            throw new ImportException($"{databasePath} has no inputs; import a data set of images");
        }

        if (!options.Replace && database.FindLayer(layer) is not null)
        {
            throw new StorageException(
                StorageFailure.AlreadyExists,
                $"{databasePath} has a layer '{layer}' already")
            {
                Remedy = StorageRemedy.Replace,
                Path = databasePath,
            };
        }

        string folder = options.ImagesDirectory ?? dataset.SourceDirectory
            ?? throw new ImportException($"{databasePath} does not say where its pictures are; give their folder");
        if (!Directory.Exists(folder))
        {
            throw new ImportException(
                $"there is no folder {folder}, where the pictures of {dataset.Name} were; give the folder that they are in now");
        }

        string[] pictures = new string[dataset.InputCount];
        for (int i = 0; i < pictures.Length; i++)
        {
            string source = database.Input(i).Source;
            pictures[i] = Path.Combine(folder, source);
            if (!RelativePath.IsWithin(source))
            {
                throw new ImportException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"input {i} of {databasePath} has its picture outside the data set's folder: {source}"));
            }
        }

        bool havePredictions = database.Predictions.Any(prediction => prediction is not null);
        return new(pictures, havePredictions, database.Outputs.Classes());
    }
}
