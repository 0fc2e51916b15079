using System.Globalization;
using System.Reflection;

namespace CompExplain.Storage.Migrations;

/// <summary>The schema's versions: the embedded files <c>Migrations/NNN-what.sql</c>, applied in order.</summary>
internal static class Schema
{
    /// <summary>"CXDB", in the header's application id.</summary>
    public const int ApplicationId = 0x43584442;

    private static readonly (int Version, string Resource)[] Steps = Find();

    /// <summary>The newest version.</summary>
    public static int Newest => Steps[^1].Version;

    /// <summary>The scripts that bring a database from a version to a later one, to be run in one transaction.</summary>
    /// <param name="version">The database's version; 0 for an empty one.</param>
    /// <param name="target">The later version.</param>
    public static IEnumerable<string> Scripts(int version, int target)
    {
        foreach (var step in Steps.Where(step => step.Version > version && step.Version <= target))
        {
            using var stream = typeof(Schema).Assembly.GetManifestResourceStream(step.Resource)!;
            using var reader = new StreamReader(stream);
            yield return reader.ReadToEnd()
                + string.Create(CultureInfo.InvariantCulture, $"\nPRAGMA user_version = {step.Version};")
                + string.Create(CultureInfo.InvariantCulture, $"\nPRAGMA application_id = {ApplicationId};");
        }
    }

    private static (int, string)[] Find()
    {
        const string folder = ".Migrations.";
        return Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.Contains(folder, StringComparison.Ordinal))
            .Select(name => (
                int.Parse(
                    name.AsSpan(name.IndexOf(folder, StringComparison.Ordinal) + folder.Length, 3), CultureInfo.InvariantCulture),
                name))
            .Order()
            .ToArray();
    }
}
