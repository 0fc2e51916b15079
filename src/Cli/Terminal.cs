using System.Text;
using CompExplain.Tui.Drawing;
using Microsoft.Win32.SafeHandles;

namespace CompExplain.Cli;

/// <summary>The three streams of the command, and what is at their other ends.</summary>
internal sealed class Terminal
{
    /// <summary>Pipes at all ends.</summary>
    public Terminal(TextReader input, TextWriter output, TextWriter error)
    {
        In = input;
        Out = output;
        Error = error;
    }

    public TextReader In { get; }

    /// <summary>What was asked for.</summary>
    public TextWriter Out { get; }

    /// <summary>What was asked for, in a form that is meant for programs.</summary>
    public TextWriter Data => IsOutputTerminal ? new VisibleWriter(Out) : Out;

    /// <summary>All else: notes, errors, progress.</summary>
    public TextWriter Error { get; }

    public Interruption Interruption { get; } = new();

    public CancellationToken Cancellation => Interruption.Token;

    public bool IsInputTerminal { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether <see cref="Out"/> may be coloured.</summary>
    public bool OutputColors { get; init; }

    /// <summary>Whether <see cref="Error"/> may be coloured.</summary>
    public bool ErrorColors { get; init; }

    /// <summary>The colours that the terminal can show.</summary>
    public ColorDepth ColorDepth { get; init; }

    /// <summary>Whether the cursor can be moved: no terminal that calls itself dumb.</summary>
    public bool CanMoveCursor { get; init; }

    /// <summary>The current number of columns.</summary>
    public int Width => Math.Max(20, MeasureWidth());

    /// <summary>Measures the terminal.</summary>
    public Func<int> MeasureWidth { get; init; } = () => Console.WindowWidth;

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess()
    {
        bool input = !Console.IsInputRedirected, output = !Console.IsOutputRedirected, error = !Console.IsErrorRedirected;
        bool dumb = Environment.GetEnvironmentVariable("TERM") is "dumb" or "" or null && !OperatingSystem.IsWindows();

        // https://no-color.org: any value but an empty one.
        bool forbidden = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        bool forced = Environment.GetEnvironmentVariable("FORCE_COLOR") is { Length: > 0 } force && force != "0";
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(
            input ? Console.In : new StreamReader(Console.OpenStandardInput(), utf8),
            new StreamWriter(OpenOutput(), utf8, bufferSize: 16 * 1024),
            new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true })
        {
            IsInputTerminal = input,
            IsOutputTerminal = output,
            IsErrorTerminal = error && !dumb,
            CanMoveCursor = !dumb,
            ColorDepth = forbidden ? ColorDepth.Plain : DepthOfProcess(),
            OutputColors = !forbidden && (forced || (output && !dumb)),
            ErrorColors = !forbidden && (forced || (error && !dumb)),
        };
    }

    // Terminals announce their colours in no other way.
    private static ColorDepth DepthOfProcess()
    {
        string term = Environment.GetEnvironmentVariable("TERM") ?? string.Empty;
        if (Environment.GetEnvironmentVariable("COLORTERM") is "truecolor" or "24bit"
            || Environment.GetEnvironmentVariable("WT_SESSION") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("FORCE_COLOR") == "3"
            || term.EndsWith("-direct", StringComparison.Ordinal))
        {
            return ColorDepth.Full;
        }

        return term switch
        {
            "" or "dumb" or "vt100" or "vt220" or "vt52" => ColorDepth.Plain,
            _ when term.Contains("256color", StringComparison.Ordinal) => ColorDepth.Palette,
            _ when term.StartsWith("tmux", StringComparison.Ordinal) => ColorDepth.Palette,
            _ when term.StartsWith("screen", StringComparison.Ordinal) => ColorDepth.Palette,
            _ => ColorDepth.Sixteen,
        };
    }

    // The console's stream drops what a broken pipe does not take, and a filter would go on to the end of its input.
    // A file keeps the console's stream: it writes where the shell's redirections are, not at a position of its own.
    private static Stream OpenOutput()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!pipe.CanSeek)
            {
                return new StandardOutput(pipe);
            }
        }

        return new StandardOutput(Console.OpenStandardOutput());
    }
}
