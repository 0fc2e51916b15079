using CompExplain.Query.Diagnostics;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Files;

namespace CompExplain.Tui.Sessions;

/// <summary>Failures as messages.</summary>
internal static class Trouble
{
    public static string Tell(Exception failure) => failure switch
    {
        QueryException query => query.Diagnostic.Message,
        SearchException or StorageException or IOException or UnauthorizedAccessException => failure.Message,
        OutOfMemoryException => "there is not enough memory for this; ask for less at once",
        AggregateException { InnerExceptions: [var inner, ..] } => Tell(inner),
        _ => $"internal error: {failure.GetType().Name}: {failure.Message}",
    };
}
