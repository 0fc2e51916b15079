using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

/// <summary>
/// What .NET calls before <c>Main</c> where DOTNET_STARTUP_HOOKS names this assembly: the process then writes, when it ends, the
/// managed assemblies and native libraries that it has loaded to a file.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime asks for this name.")]
internal static class StartupHook
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "COMPEXPLAIN_TEST_LOADED";

    public static void Initialize()
    {
        string path = Environment.GetEnvironmentVariable(Variable)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            using var process = Process.GetCurrentProcess();
            var native = process.Modules.Cast<ProcessModule>().Select(module => Path.GetFileName(module.FileName));
            var managed = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!);
            File.WriteAllLines(path, native.Concat(managed).Distinct().Order(StringComparer.Ordinal));
        };
    }
}
