namespace CompExplain.Import.Units;

/// <summary>How a unit's raw activations are stored in the database, so that other thresholds can be asked for later.</summary>
public enum StoredActivations
{
    /// <summary>Not at all: the mask is kept, and no other threshold can be asked for.</summary>
    None,

    /// <summary>Two bytes a value. Activations are rounded before anything is computed from them, so that the masks agree
    /// with what is kept.</summary>
    Half,

    /// <summary>Four bytes a value.</summary>
    Full,
}
