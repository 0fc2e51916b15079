using CompExplain.Query.Editing;

namespace CompExplain.Cli.Prompt;

/// <summary>Where the lines that a person entered are kept.</summary>
internal static class UserHistory
{
    /// <summary>The user's file, at the place of the XDG Base Directory Specification; null if the user has no home.</summary>
    public static string? File()
    {
        string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(state) || !Path.IsPathRooted(state))
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            state = home.Length == 0 ? null : Path.Combine(home, ".local", "state");
        }

        return state is null ? null : Path.Combine(state, "compexplain", "history");
    }

    /// <summary>The lines of that file.</summary>
    public static History Open() => new(File());
}
