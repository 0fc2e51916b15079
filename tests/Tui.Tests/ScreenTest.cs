using System.Collections.Concurrent;
using System.Diagnostics;
using System.Drawing;
using System.Runtime.CompilerServices;
using CompExplain.Storage;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models.Shell;
using CompExplain.Tui.Sessions;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;

namespace CompExplain.Tui.Tests;

/// <summary>The whole UI without a terminal: keys go in, and the exact screen comes out.</summary>
internal sealed class ScreenTest : IDisposable
{
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly IApplication _app;
    private readonly TuiWindow _window;
    private readonly SessionToken _token;

    public ScreenTest(string path, int width = 80, int height = 24, UiOptions? options = null)
    {
        var database = ProbeDatabase.Open(path);
        Session = new Session(database, options ?? new UiOptions { Pictures = new StripedPictures() }, _posted.Enqueue);
        _app = Session.Options.Depth == ColorDepth.Palette ? PaletteOutput.CreateApplication() : Application.Create();
        _app.Init(DriverRegistry.Names.ANSI);
        _app.Driver!.SetScreenSize(width, height);
        _window = TerminalUi.Build(_app, Session);
        _token = _app.Begin(_window)!;
        Settle();
    }

    public Session Session { get; }

    public ShellModel Model => _window.Model;

    /// <summary>The screen, without spaces at the ends of lines.</summary>
    public string Text
    {
        get
        {
            _app.LayoutAndDraw();
            return string.Join('\n', _app.Driver!.ToString()!.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
                .TrimEnd() + "\n";
        }
    }

    [ModuleInitializer]
    public static void HideTerminal() => Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");

    /// <summary>Presses keys, and waits for what comes of each.</summary>
    public ScreenTest Press(params string[] keys)
    {
        foreach (string key in keys)
        {
            Strike(key);
            Settle();
        }

        return this;
    }

    /// <summary>Presses a key, and waits for nothing.</summary>
    public void Strike(string key)
    {
        Assert.True(Key.TryParse(key, out var parsed), $"{key} is no key");
        _app.InjectKey(parsed);
    }

    /// <summary>Types a text.</summary>
    public ScreenTest Type(string text)
    {
        foreach (char c in text)
        {
            _app.InjectKey(new Key(c));
        }

        Settle();
        return this;
    }

    public ScreenTest Click(int column, int row)
    {
        _app.InjectSequence(InputInjectionExtensions.LeftButtonClick(new Point(column, row)));
        Settle();
        return this;
    }

    public ScreenTest Resize(int width, int height)
    {
        _app.Driver!.SetScreenSize(width, height);
        _app.LayoutAndDraw();
        return this;
    }

    /// <summary>Waits until nothing is at work, and draws.</summary>
    public void Settle()
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            while (_posted.TryDequeue(out var action))
            {
                action();
            }

            if (Session.Background.Running > 0)
            {
                Thread.Sleep(1);
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), "it hangs");
        }
        while (Session.Background.Running > 0 || !_posted.IsEmpty);
        _app.LayoutAndDraw();
    }

    /// <summary>Compares the screen with the one that is kept; COMPEXPLAIN_WRITE_SCREENS=1 keeps it instead.</summary>
    public void Matches(string name)
    {
        string file = Path.Combine(Screens(), name + ".txt");
        if (Environment.GetEnvironmentVariable("COMPEXPLAIN_WRITE_SCREENS") == "1")
        {
            File.WriteAllText(file, Text);
        }

        Assert.Equal(File.ReadAllText(file), Text);
    }

    // Beside the tests' sources: compiled paths are not those of the machine where the build is a continuous integration's.
    private static string Screens()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "Screens");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        throw new DirectoryNotFoundException("tests/Tui.Tests/Screens");
    }

    public void Dispose()
    {
        _app.End(_token);
        _window.Dispose();
        _app.Dispose();
        Session.Dispose();
    }
}
