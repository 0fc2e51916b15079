using System.CommandLine;
using System.CommandLine.Help;
using CompExplain.Analysis.Results;
using CompExplain.Cli.Commands;
using CompExplain.Cli.Commands.Analyze;
using CompExplain.Cli.Commands.Demo;
using CompExplain.Cli.Commands.Explain;
using CompExplain.Cli.Commands.Export;
using CompExplain.Cli.Commands.Import;
using CompExplain.Cli.Commands.Probe;
using CompExplain.Cli.Commands.Query;
using CompExplain.Cli.Commands.Show;
using CompExplain.Cli.Commands.Train;
using CompExplain.Cli.Commands.Tui;
using CompExplain.Cli.Commands.Verify;
using CompExplain.Import;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Entry;

/// <summary>
/// The command: reads its arguments, runs what they ask for, and turns every failure into one sentence and an exit code.
/// </summary>
internal static class CommandLine
{
    private static readonly (string Name, Func<Terminal, Command> Create)[] Commands =
    [
        ("demo", DemoCommand.Create),
        ("import", ImportCommand.Create),
        ("train", TrainCommand.Create),
        ("probe", ProbeCommand.Create),
        ("query", QueryCommand.Create),
        ("tui", TuiCommand.Create),
        ("explain", ExplainCommand.Create),
        ("show", ShowCommand.Create),
        ("verify", VerifyCommand.Create),
        ("analyze", AnalyzeCommand.Create),
        ("export", ExportCommand.Create),
    ];

    /// <summary>Runs the command on the process's own streams.</summary>
    public static int RunProcess(string[] args)
    {
        var terminal = Terminal.OfProcess();
        terminal.Interruption.Listen();
        return QuietThread.Run(() => Run(args, terminal));
    }

    /// <summary>Runs the command with pipes at its ends.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextReader input, TextWriter output, TextWriter error) =>
        Run(args, new Terminal(input, output, error));

    /// <summary>Runs the command.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            int code = Invoke(args, terminal);
            terminal.Out.Flush();
            return code;
        }
        catch (Exception failure)
        {
            return Fail(terminal, failure);
        }
    }

    private static int Invoke(string[] args, Terminal terminal)
    {
        var root = Build(args, terminal);
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Errors.Count > 0)
        {
            return ArgumentErrors.Tell(parsed, terminal);
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    private static RootCommand Build(string[] args, Terminal terminal)
    {
        var root = new RootCommand(
            "Explains what the units of a neural network respond to, as logical formulas over concepts: "
            + "import a data set of concepts and a network's activations into one file, then ask it.");
        foreach (var command in NeededCommands(args))
        {
            root.Subcommands.Add(command.Create(terminal));
        }

        root.WithExamples(
            "compexplain import nli snli.cxdb --tok dev.tok --labels dev.labels",
            "compexplain import units snli.cxdb --layer mlp activations.npy --above 0",
            "compexplain explain snli.cxdb --layer mlp --length 5",
            "compexplain query snli.cxdb \"TOP 10 concepts BY IOU(unit 3, ?)\"",
            "compexplain tui snli.cxdb");
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }

        return root;
    }

    /// <summary>
    /// The command that the first argument names, none for the version, and all of them for help, completion and errors. Making
    /// a command loads the libraries whose defaults its help states, and making all of them takes as long as a short query.
    /// </summary>
    private static (string Name, Func<Terminal, Command> Create)[] NeededCommands(string[] args)
    {
        if (args is ["--version"])
        {
            return [];
        }

        int named = Array.FindIndex(Commands, command => args.Length > 0 && command.Name == args[0]);
        return named < 0 ? Commands : Commands[named..(named + 1)];
    }

    private static int Fail(Terminal terminal, Exception failure)
    {
        if (failure is BrokenPipeException)
        {
            return ExitCode.Success;
        }

        try
        {
            // What was answered before comes first.
            terminal.Out.Flush();
        }
        catch (BrokenPipeException)
        {
            return ExitCode.Success;
        }
        catch (IOException)
        {
            // The failure to tell is that of the output, most likely the same one.
        }

        try
        {
            return Tell(terminal, failure);
        }
        catch (IOException)
        {
            return ExitCode.Error;
        }
    }

    private static int Tell(Terminal terminal, Exception failure)
    {
        switch (failure)
        {
            case OperationCanceledException:
                return ExitCode.Interrupted;
            case TimeoutException:
                Talk.Error(terminal, failure.Message);
                return ExitCode.TimedOut;
            case QueryException query:
                Talk.Error(terminal, query.Diagnostic);
                break;
            case CommandException or AnalysisException or SearchException or StorageException or ImportException:
            case IOException or UnauthorizedAccessException:
                Talk.Error(terminal, CommandHints.Sentence(failure));
                break;
            case OutOfMemoryException:
                Talk.Error(terminal, "there is not enough memory for this; give the process more, or ask for less at once");
                break;
            case AggregateException all when CommonFailure(all) is { } common:
                return Tell(terminal, common);
            default:
                Talk.Error(terminal, $"internal error: {failure.GetType().Name}: {failure.Message}");
                Talk.Say(
                    terminal,
                    "this is a fault of CompExplain; please report it, with the command that you ran "
                        + "(COMPEXPLAIN_DEBUG=1 adds where it happened)");
                break;
        }

        if (Environment.GetEnvironmentVariable("COMPEXPLAIN_DEBUG") == "1")
        {
            terminal.Error.WriteLine(failure);
        }

        return ExitCode.Error;
    }

    /// <summary>The first of several failures of one type, which stands for all; null if their types differ.</summary>
    private static Exception? CommonFailure(AggregateException failures)
    {
        var first = failures.InnerExceptions.FirstOrDefault();
        return failures.InnerExceptions.All(each => each.GetType() == first?.GetType()) ? first : null;
    }
}
