using CompExplain.Query.Diagnostics;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Files;

namespace CompExplain.Tui.Sessions;

/// <summary>The message that a failure is shown by.</summary>
internal static class FailureMessage
{
    public static string Of(Exception failure) => failure switch
    {
        QueryException query => query.Diagnostic.Message,
        StorageException { Remedy: StorageRemedy.Verify, Path: var path } =>
            $"{failure.Message}; run: compexplain verify {path}",
        SearchException or StorageException or IOException or UnauthorizedAccessException => failure.Message,
        OutOfMemoryException => "there is not enough memory for this; ask for less at once",
        AggregateException { InnerExceptions: [var inner, ..] } => Of(inner),
        _ => $"internal error: {failure.GetType().Name}: {failure.Message}",
    };
}
