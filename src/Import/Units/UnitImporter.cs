using System.Globalization;
using CompExplain.Import.Arrays;
using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Import.Units;

/// <summary>
/// Imports a layer's units: activations over the inputs of a data set that is in the database, cut into masks by a rule.
/// </summary>
/// <remarks>
/// Units are read in blocks (256 MiB of activations at most, or one unit), cut in parallel and written in order, so the database
/// does not depend on the number of threads. A grid that is not the label maps' is interpolated to it
/// (<see cref="BilinearUpsampler"/>); a unit with one value an input has it at every position of the input. Statistics are
/// over the raw grid.
/// </remarks>
public static class UnitImporter
{
    private const long BlockBytes = 256L << 20;
    private const int BlockUnits = 64;

    /// <summary>Imports units from a file into a database, and commits.</summary>
    /// <param name="options">The options of the import.</param>
    /// <param name="databasePath">A database with a data set in it.</param>
    /// <param name="progress">Reports units done.</param>
    /// <param name="cancellation">Cancels the import; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">The file cannot be read or does not fit the data set, or a value is not
    /// finite.</exception>
    /// <exception cref="StorageException">The database cannot be written, or has the layer and it is not to be
    /// replaced.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Import(
        UnitImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var matrix = ActivationMatrix.Open(options.Path, options.ArrayName, options.Grid);
        return Import(matrix, options, databasePath, progress, cancellation);
    }

    /// <summary>Imports units from values that are open already, wherever they come from, and commits.</summary>
    /// <param name="matrix">The activations; the caller's, and not closed here.</param>
    /// <param name="options">How; its path serves in messages.</param>
    /// <param name="databasePath">A database with a data set in it.</param>
    /// <param name="progress">Reports units done.</param>
    /// <param name="cancellation">Cancels the import; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">The values do not fit the data set, or one is not finite.</exception>
    /// <exception cref="StorageException">The database cannot be written, or has the layer and it is not to be
    /// replaced.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Import(
        ActivationMatrix matrix,
        UnitImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.LayerName))
        {
            throw new ImportException("a layer needs a name; give it one");
        }

        using var writer = DatabaseWriter.Open(databasePath);
        Write(matrix, options, writer, progress, cancellation);
        writer.Commit(progress, cancellation);
        return new(writer.Dataset.InputCount, writer.Dataset.PositionCount, Units: matrix.Units) { Notes = writer.Notes };
    }

    /// <summary>Adds a layer and its units to a database that is open; the caller commits.</summary>
    /// <param name="matrix">The activations; the caller's, and not closed here.</param>
    /// <param name="options">How; its path serves in messages.</param>
    /// <param name="writer">The database.</param>
    /// <param name="progress">Reports units.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The layer's number.</returns>
    /// <exception cref="ImportException">The values do not fit the data set, or one is not finite.</exception>
    /// <exception cref="StorageException">The database has the layer and it is not to be replaced.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static int Write(
        ActivationMatrix matrix,
        UnitImportOptions options,
        DatabaseWriter writer,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(writer);
        var dataset = writer.Dataset;
        bool given = options.Rule.Kind == ThresholdKind.Given;
        if (given)
        {
            BooleanMask.CheckShape(matrix, dataset, options.Path);
        }
        else
        {
            CheckShape(matrix, dataset, options);
        }

        var store = given ? StoredActivations.None : options.Store;
        int layer = writer.AddLayer(
            new LayerRecord(
                options.LayerName,
                matrix.GridHeight,
                matrix.GridWidth,
                options.Rule.ToString(),
                given ? "bool" : NameOf(store))
            {
                Model = options.Model,
                Preprocessing = options.Preprocessing,
            },
            options.Replace);
        var cutter = new UnitCutter(matrix, options, writer.Shards, given ? null : Upsampler(matrix, dataset), store);
        string step = $"units of {options.LayerName}";
        int valuesPerUnit = matrix.ValuesPerUnit;
        int blockUnits = UnitsInBlock(matrix);
        float[] block = GC.AllocateUninitializedArray<float>(blockUnits * valuesPerUnit);
        var notes = new UnitNotes(options.Path, valuesPerUnit / matrix.Rows);
        for (int first = 0; first < matrix.Units; first += blockUnits)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new StepProgress(step, first, matrix.Units));
            int count = Math.Min(blockUnits, matrix.Units - first);
            matrix.ReadUnits(first, count, block.AsSpan(0, count * valuesPerUnit));
            var units = cutter.Cut(block, first, count, cancellation);
            for (int i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                int unit = WriteUnit(writer, layer, units[i]);
                var values = block.AsSpan(i * valuesPerUnit, valuesPerUnit);
                if (units[i].Store != StoredActivations.None)
                {
                    WriteActivations(writer, unit, values, valuesPerUnit / matrix.Rows, units[i].Store);
                    notes.Add(units[i], values, isFullAsked: store == StoredActivations.Full);
                }
            }
        }

        writer.AddNotes(matrix.Notes.Concat(notes.All), layer);
        progress?.Report(new StepProgress(step, matrix.Units, matrix.Units));
        return layer;
    }

    private static string NameOf(StoredActivations store) => store switch
    {
        StoredActivations.Half => "float16",
        StoredActivations.Full => "float32",
        _ => "none",
    };

    private static int UnitsInBlock(ActivationMatrix matrix)
    {
        long most = Math.Min(BlockBytes / sizeof(float), Array.MaxLength) / matrix.ValuesPerUnit;
        return (int)Math.Clamp(most, 1, Math.Min(BlockUnits, matrix.Units));
    }

    private static void CheckShape(ActivationMatrix matrix, DatasetDescription dataset, UnitImportOptions options)
    {
        BooleanMask.CheckRows(matrix, dataset, options.Path);
        if (dataset.PositionsPerInput == 1 && (matrix.GridHeight != 1 || matrix.GridWidth != 1))
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Path} has a grid of {matrix.GridHeight} x {matrix.GridWidth}, and the inputs of {dataset.Name} have "
                + $"one position each; give one value an input"));
        }
    }

    private static BilinearUpsampler Upsampler(ActivationMatrix matrix, DatasetDescription dataset)
    {
        if (matrix.GridHeight <= 1 << 16 && matrix.GridWidth <= 1 << 16)
        {
            return new(matrix.GridHeight, matrix.GridWidth, dataset.Height, dataset.Width);
        }

        throw new ImportException(string.Create(
            CultureInfo.InvariantCulture,
            $"a grid of {matrix.GridHeight} x {matrix.GridWidth} is over the 65,536 a side that are read; check the array's "
            + $"shape"));
    }

    private static int WriteUnit(DatabaseWriter writer, int layer, UnitResult result)
    {
        if (result.Failure is { } failure)
        {
            throw failure;
        }

        int unit = writer.AddUnit(layer, result.Record!);
        foreach (var (shard, mask) in result.Masks)
        {
            writer.AddUnitMask(unit, shard, mask);
        }

        return unit;
    }

    private static void WriteActivations(
        DatabaseWriter writer, int unit, ReadOnlySpan<float> values, int cells, StoredActivations store)
    {
        var layout = writer.Shards;
        var type = store == StoredActivations.Half ? ElementType.Float16 : ElementType.Float32;
        for (int shard = 0; shard < layout.ShardCount; shard++)
        {
            var part = values.Slice(layout.FirstInput(shard) * cells, layout.InputsIn(shard) * cells);
            byte[] bytes = new byte[part.Length * Elements.SizeOf(type)];
            Elements.Encode(type, part, bytes);
            writer.AddActivations(unit, shard, bytes);
        }
    }
}
