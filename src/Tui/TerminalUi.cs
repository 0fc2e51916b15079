using System.Runtime.InteropServices;
using CompExplain.Storage;
using CompExplain.Storage.Files;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models.Shell;
using CompExplain.Tui.Sessions;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;

namespace CompExplain.Tui;

/// <summary>The terminal UI.</summary>
public static class TerminalUi
{
    private static readonly TimeSpan FileCheck = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(0.5);

    /// <summary>Opens a database and shows it until the person quits.</summary>
    /// <param name="path">The database.</param>
    /// <param name="options">Its options.</param>
    /// <exception cref="StorageException">There is no such file, or it is not ours, of a newer version, or damaged.</exception>
    public static void Run(string path, UiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var database = ProbeDatabase.Open(path);
        _ = database.Layers;
        using var app = options.Depth == ColorDepth.Palette ? PaletteOutput.CreateApplication() : Application.Create();
        Driver.Force16Colors = options.Depth == ColorDepth.Sixteen;
        app.Init(DriverRegistry.Names.ANSI);
        using var session = new Session(database, options, app.Invoke);
        using var window = Build(app, session);
        app.AddTimeout(FileCheck, () =>
        {
            session.CheckFile();
            return true;
        });

        // On SIGTERM the terminal is restored. On SIGHUP it is gone, and the library would wait for it: the system ends the
        // process, and what was found is stored already.
        void Quit(PosixSignalContext context)
        {
            context.Cancel = true;
            app.Invoke(() => app.RequestStop());
        }

        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Quit);
        app.Run(window);
    }

    /// <summary>Creates the window over a session, for the command and for tests.</summary>
    internal static TuiWindow Build(IApplication app, Session session)
    {
        var model = new ShellModel(session, () => app.RequestStop(), text => Copy(app, text));
        app.AddTimeout(Second, () =>
        {
            model.Search.Tick();
            return true;
        });
        return new TuiWindow(model);
    }

    // The terminal's clipboard works through SSH and tmux (OSC 52 of xterm's control sequences). The system's clipboard
    // starts a program and may be slow.
    private static void Copy(IApplication app, string text)
    {
        app.Driver?.WriteRaw($"\e]52;c;{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))}\a");
        var clipboard = app.Clipboard;
        _ = Task.Run(() =>
        {
            try
            {
                clipboard?.TrySetClipboardData(text);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // Without such a program there is only the terminal's clipboard.
            }
        });
    }
}
