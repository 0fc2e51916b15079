using CompExplain.Query.Results;

namespace CompExplain.Analysis.Results;

/// <summary>A table of an analysis.</summary>
/// <param name="Name">Its name, a word or a few: <c>lengths</c>, <c>units</c>.</param>
/// <param name="Title">What its rows are, for people.</param>
/// <param name="Rows">The rows.</param>
public sealed record AnalysisTable(string Name, string Title, QueryResult Rows);
