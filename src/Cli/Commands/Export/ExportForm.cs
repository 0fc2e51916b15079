namespace CompExplain.Cli.Commands.Export;

/// <summary>What an export looks like.</summary>
internal enum ExportForm
{
    /// <summary>The authors' <c>tally_&lt;layer&gt;.csv</c>.</summary>
    Tally,

    /// <summary>The authors' <c>result.csv</c>.</summary>
    Result,

    /// <summary>The authors' <c>preds.csv</c>.</summary>
    Predictions,

    /// <summary>A JSON object a line.</summary>
    JsonLines,
}
