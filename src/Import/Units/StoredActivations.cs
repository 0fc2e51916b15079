namespace CompExplain.Import.Units;

/// <summary>How a unit's raw activations are stored in the database, so that other thresholds can be asked for later.</summary>
public enum StoredActivations
{
    /// <summary>Not at all: the mask is kept, and no other threshold can be asked for.</summary>
    None,

    /// <summary>Two bytes a value, rounded; four for a unit that float16 cannot hold. Masks, thresholds and statistics are of the
    /// activations before they are rounded.</summary>
    Half,

    /// <summary>Four bytes a value.</summary>
    Full,
}
