using System.Diagnostics;
using System.Globalization;
using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Process;

/// <summary>The terminal UI in a real terminal: tmux, where there is one.</summary>
public sealed class TerminalUiTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly string _socket = "compexplain-" + Guid.NewGuid().ToString("N")[..8];

    public void Dispose()
    {
        Tmux("kill-server");
        _folder.Dispose();
    }

    [Fact]
    public void Tui_InATerminal_AnswersAQueryAndLeavesTheTerminalAsItWas()
    {
        if (!HasTmux())
        {
            Assert.Skip("tmux is not installed");
        }

        string path = SmallProbe.Write(_folder);
        Tmux(
            [
                .. "-f /dev/null new-session -d -x 100 -y 30 env COLORTERM=truecolor".Split(' '),
                "XDG_STATE_HOME=" + _folder.Path,
                "PS1=$ ",
                "sh",
            ]);
        Send("stty -a > " + _folder.File("before"), "Enter");
        Send($"dotnet {CommandProcess.Path} tui {path}; echo left with $?", "Enter");
        WaitFor("F1 Units");
        WaitFor("layer4");
        Send("F3");
        WaitFor("Query");
        Type("IOU(unit 0, water OR river)");
        Send("Enter");
        var expected = CommandProcess.Run("query", path, "IOU(unit 0, water OR river)", "--format", "csv");
        string iou = double.Parse(expected.Output.Split('\n')[1].Split(',')[2], CultureInfo.InvariantCulture).ToString(
            "0.0000", CultureInfo.InvariantCulture);
        WaitFor(iou);
        Tmux("resize-window", "-x", "80", "-y", "24");
        WaitFor("Ctrl-Q quit");
        Send("C-q");
        WaitFor("left with 0");
        // The quotes keep the line that is typed from being taken for what it prints.
        Send("stty -a > " + _folder.File("after") + "; echo to''ld", "Enter");
        WaitFor("told");
        Assert.Equal(Modes("before"), Modes("after"));
        Assert.Equal("0 0 1", Tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}").Trim());
    }

    // The size is no mode, and was changed.
    private string Modes(string file) =>
        string.Join('\n', File.ReadLines(_folder.File(file)).Where(line => !line.Contains("rows", StringComparison.Ordinal)));

    private void Send(params string[] keys) => Tmux(["send-keys", .. keys]);

    private void Type(string text) => Tmux("send-keys", "-l", text);

    private void WaitFor(string text)
    {
        long start = Stopwatch.GetTimestamp();
        string screen = string.Empty;
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            screen = Tmux("capture-pane", "-p");
            if (screen.Contains(text, StringComparison.Ordinal))
            {
                return;
            }

            Thread.Sleep(50);
        }

        Assert.Fail($"'{text}' did not come:\n{screen}");
    }

    private static bool HasTmux() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(
            folder => File.Exists(Path.Combine(folder, "tmux")));

    private string Tmux(params string[] args)
    {
        if (!HasTmux())
        {
            return string.Empty;
        }

        var start = new ProcessStartInfo("tmux") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string arg in (string[])["-L", _socket, .. args])
        {
            start.ArgumentList.Add(arg);
        }

        using var process = System.Diagnostics.Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
