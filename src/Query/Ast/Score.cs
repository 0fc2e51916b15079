namespace CompExplain.Query.Ast;

/// <summary>What a query computes: of a unit and a formula, or of one formula (<see cref="Scores.IsOfPair"/>).</summary>
public enum Score
{
    /// <summary><c>IOU</c> or <c>JACCARD</c>: intersection over union.</summary>
    Iou,

    /// <summary><c>F1</c> or <c>DICE</c>.</summary>
    F1,

    /// <summary><c>PRECISION</c>: the share of the formula's positions at which the unit is active.</summary>
    Precision,

    /// <summary><c>RECALL</c>: the share of the unit's positions at which the formula is true.</summary>
    Recall,

    /// <summary><c>ACCURACY</c>: the share of all positions at which the two agree.</summary>
    Accuracy,

    /// <summary><c>PHI</c>: the Pearson correlation of the two masks.</summary>
    Phi,

    /// <summary><c>LIFT</c>: how many times more often the two meet than they would by chance.</summary>
    Lift,

    /// <summary><c>PMI</c>: pointwise mutual information, the binary logarithm of the lift.</summary>
    Pmi,

    /// <summary><c>PVALUE</c>: the chance of so much overlap under cyclic shifts.</summary>
    PValue,

    /// <summary><c>AUC</c>: area under the ROC curve of the stored activations.</summary>
    Auc,

    /// <summary><c>AUPRC</c>: area under the precision-recall curve of the stored activations.</summary>
    Auprc,

    /// <summary><c>COUNT</c>: the number of positions at which the formula is true.</summary>
    Count,

    /// <summary><c>SHARE</c>: that number over the number of all positions.</summary>
    Share,

    /// <summary><c>INPUTS</c>: the number of inputs in which the formula is true somewhere.</summary>
    Inputs,
}
