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

    /// <summary>Explanations of a layer: a complete search.</summary>
    Explanations,

    /// <summary>The weights with which the network sums a layer's units to its classes.</summary>
    ClassWeights,

    /// <summary>Word vectors.</summary>
    WordVectors,
}
