namespace CompExplain.Cli.Output;

/// <summary>How rows are printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>RFC 4180, with a header, in full precision.</summary>
    Csv,

    /// <summary>An array of objects.</summary>
    Json,

    /// <summary>A table for a document.</summary>
    Markdown,
}
