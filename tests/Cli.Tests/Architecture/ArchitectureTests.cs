using System.Reflection;
using System.Text.RegularExpressions;
using CompExplain.Analysis;
using CompExplain.Cli.Entry;
using CompExplain.Demo;
using CompExplain.Import;
using CompExplain.Networks.Vision;
using CompExplain.Query;
using CompExplain.Reports.Charts;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Tui;

namespace CompExplain.Cli.Tests.Architecture;

/// <summary>
/// Who may use whom: <c>Storage &lt;- Query &lt;- Search &lt;- Analysis &lt;- Reports &lt;- {Tui, Cli}</c>,
/// <c>Storage &lt;- Import &lt;- Networks &lt;- Demo &lt;- Cli</c>, and within a room its namespaces in one direction.
/// </summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, Assembly> Rooms = new()
    {
        ["Storage"] = typeof(ProbeDatabase).Assembly,
        ["Query"] = typeof(QueryEngine).Assembly,
        ["Search"] = typeof(BeamExplainer).Assembly,
        ["Analysis"] = typeof(Analyses).Assembly,
        ["Reports"] = typeof(ChartFile).Assembly,
        ["Import"] = typeof(ImportException).Assembly,
        ["Networks"] = typeof(VisionProbe).Assembly,
        ["Demo"] = typeof(VisionDemo).Assembly,
        ["Tui"] = typeof(TerminalUi).Assembly,
        ["Cli"] = typeof(CommandLine).Assembly,
    };

    [Theory]
    [InlineData("Storage", "")]
    [InlineData("Query", "Storage")]
    [InlineData("Search", "Storage Query")] // never a bitmap
    [InlineData("Analysis", "Storage Query Search")] // never a bitmap
    [InlineData("Reports", "Storage Query Search Analysis")] // never a bitmap, or a photograph's file
    [InlineData("Import", "Storage")] // never a query
    [InlineData("Networks", "Storage Import")] // never a query
    [InlineData("Demo", "Storage Import Networks")]
    [InlineData("Tui", "Storage Query Search")] // never a bitmap, a network, or a photograph
    [InlineData("Cli", "Storage Query Search Analysis Reports Import Networks Demo Tui")]
    public void References_OfARoom_PointOneWay(string room, string allowed)
    {
        var used = References(room)
            .Where(name => name.StartsWith("CompExplain.", StringComparison.Ordinal))
            .Select(name => name["CompExplain.".Length..]);
        Assert.Empty(used.Except(allowed.Split(' ')));
    }

    [Theory]
    [InlineData("Microsoft.Data.Sqlite", "Storage")]
    [InlineData("SQLitePCLRaw", "Storage")]
    [InlineData("Roaring.Net", "Storage Query")]
    [InlineData("Superpower", "Query")]
    [InlineData("MathNet.Numerics", "Analysis")]
    [InlineData("SkiaSharp", "Import Reports")]
    [InlineData("ScottPlot", "Reports")]
    [InlineData("Fluid", "Reports")]
    [InlineData("TorchSharp", "Networks")]
    [InlineData("Terminal.Gui", "Tui")]
    [InlineData("Spectre.Console", "Cli")]
    [InlineData("System.CommandLine", "Cli")]
    public void References_ToAPackage_AreInItsRooms(string package, string rooms)
    {
        foreach (string other in Rooms.Keys.Except(rooms.Split(' ')))
        {
            Assert.DoesNotContain(References(other), name => name.StartsWith(package, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Storage")]
    [InlineData("Query")]
    [InlineData("Search")]
    [InlineData("Analysis")]
    [InlineData("Reports")]
    [InlineData("Import")]
    [InlineData("Networks")]
    [InlineData("Demo")]
    [InlineData("Tui")]
    [InlineData("Cli")]
    public void Namespaces_OfARoom_FormNoCircle(string room)
    {
        NamespaceGraph graph = new("CompExplain", [Rooms[room].Location]);

        Assert.NotEmpty(graph.Namespaces);
        Assert.True(graph.Circles().Count == 0, string.Join(Environment.NewLine, graph.Circles()));
    }

    // The terminal UI and the pages are no libraries: they show a query as the shell command that answers it.
    [Theory]
    [InlineData("Storage")]
    [InlineData("Query")]
    [InlineData("Search")]
    [InlineData("Analysis")]
    [InlineData("Import")]
    [InlineData("Networks")]
    [InlineData("Demo")]
    public void Texts_OfALibrary_NameNoFlagAndNoCommandLine(string room) => Assert.DoesNotContain(
        StringConstants.Of(Rooms[room].Location), NamesTheCommandLine);

    [Theory]
    [InlineData("add --replace to take its place", true)]
    [InlineData("--layer", true)]
    [InlineData(" (--top)", true)]
    [InlineData("run: compexplain verify ", true)]
    [InlineData("-- a comment", false)]
    [InlineData("written by CompExplain or another", false)]
    public void NamesTheCommandLine_Text_IsSeen(string text, bool expected) => Assert.Equal(expected, NamesTheCommandLine(text));

    [Fact]
    public void StringConstants_OfTheCommand_HoldItsFlags() =>
        Assert.Contains(StringConstants.Of(Rooms["Cli"].Location), NamesTheCommandLine);

    private static bool NamesTheCommandLine(string text) => CommandLinePattern().IsMatch(text);

    [GeneratedRegex(@"(?<![\w-])--[a-z]|compexplain ", RegexOptions.CultureInvariant)]
    private static partial Regex CommandLinePattern();

    private static IEnumerable<string> References(string room) =>
        Rooms[room].GetReferencedAssemblies().Select(name => name.Name!);
}
