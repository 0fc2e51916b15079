using System.Globalization;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Units;

/// <summary>Counts what storing a layer's activations rounds, for its notes.</summary>
/// <param name="source">What the activations are read from.</param>
/// <param name="cells">How many values a unit has an input.</param>
internal sealed class UnitNotes(string source, int cells)
{
    private long _rounded, _kept;
    private string? _firstRounded, _firstKept;

    /// <summary>The notes; none if nothing is rounded.</summary>
    public IEnumerable<ImportNote> All
    {
        get
        {
            if (_kept > 0)
            {
                yield return new(source, "units that float16 cannot hold, stored as float32", _kept, _firstKept);
            }

            if (_rounded > 0)
            {
                yield return new(
                    source,
                    "activations rounded to float16 where they are stored; masks, thresholds and means are of the unrounded ones",
                    _rounded,
                    _firstRounded);
            }
        }
    }

    /// <summary>Counts a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="values">Its activations, unrounded.</param>
    /// <param name="isFullAsked">Whether float32 was asked for.</param>
    public void Add(UnitResult unit, ReadOnlySpan<float> values, bool isFullAsked)
    {
        var record = unit.Record!;
        if (unit.Store == StoredActivations.Full && !isFullAsked)
        {
            _kept++;
            _firstKept ??= string.Create(CultureInfo.InvariantCulture, $"unit {record.Number}");
        }

        _rounded += record.Rounded;
        if (unit.FirstRounded >= 0)
        {
            float value = values[unit.FirstRounded];
            _firstRounded ??= string.Create(
                CultureInfo.InvariantCulture,
                $"unit {record.Number}, input {unit.FirstRounded / cells}: {value} to {(float)(Half)value}");
        }
    }
}
