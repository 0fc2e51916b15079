namespace CompExplain.Query.Diagnostics;

/// <summary>A kind of data that a database can be without.</summary>
public enum MissingKind
{
    /// <summary>Layers with units.</summary>
    Layers,

    /// <summary>The activations of a layer's units, beyond their masks.</summary>
    Activations,

    /// <summary>Gold labels and predictions of the inputs.</summary>
    LabelsAndPredictions,

    /// <summary>Word vectors.</summary>
    WordVectors,
}
