using System.Globalization;
using CompExplain.Cli.Output;
using CompExplain.Cli.Prompt;
using CompExplain.Query;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Editing;
using CompExplain.Query.Execution;
using CompExplain.Query.Planning;
using CompExplain.Query.Results;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Commands.Query;

/// <summary>Answers one query, the queries of a pipe, or those of a person at a prompt.</summary>
internal sealed class QueryRunner
{
    // A timer cannot wait longer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly Terminal _terminal;
    private readonly OutputFormat _format;
    private readonly PlanOptions _plan;

    public QueryRunner(Terminal terminal, OutputFormat format, EvaluationPath path)
    {
        _terminal = terminal;
        _format = format;
        _plan = PlanOptions.Default with { Path = path };
    }

    /// <summary>The maximum time for each query; null for none.</summary>
    public TimeSpan? Timeout { get; init; }

    public int Run(string path, IReadOnlyList<string> words)
    {
        foreach (string word in words)
        {
            // The parser takes an unknown option as a word of the query, which would be reported as an unknown concept.
            if (word.StartsWith("--", StringComparison.Ordinal) && !word.Contains(' ', StringComparison.Ordinal))
            {
                throw new CommandException($"unknown option '{word}'; there are --format, --path and --timeout");
            }
        }

        using var database = ProbeDatabase.Open(path);
        var engine = new QueryEngine(database, new BeamExplainer());
        if (words.Count > 0)
        {
            return ExitCode.Of(Answer(engine, string.Join(' ', words)));
        }

        return _terminal is { IsInputTerminal: true, IsOutputTerminal: true, CanMoveCursor: true }
            ? Converse(engine)
            : AnswerLines(engine);
    }

    /// <summary>Answers a query.</summary>
    /// <returns>Whether there were rows.</returns>
    private bool Answer(QueryEngine engine, string query, bool isNext = false)
    {
        var result = Run(engine, query);
        if (isNext && _format != OutputFormat.Json)
        {
            _terminal.Out.WriteLine();
        }

        ResultPrinter.Print(result, _format, _terminal);
        return result.Rows.Count > 0;
    }

    private QueryResult Run(QueryEngine engine, string query)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_terminal.Cancellation);
        if (Timeout == TimeSpan.Zero)
        {
            limit.Cancel();
        }
        else if (Timeout is { } time)
        {
            limit.CancelAfter(time < LongestWait ? time : LongestWait);
        }

        try
        {
            return engine.Run(query, new RunOptions { Plan = _plan, Cancellation = limit.Token });
        }
        catch (OperationCanceledException error) when (!_terminal.Cancellation.IsCancellationRequested)
        {
            string limited = string.Create(
                CultureInfo.InvariantCulture, $"stopped after {Timeout!.Value.TotalSeconds:0.###} s (--timeout)");
            throw new TimeoutException(limited, error);
        }
    }

    // An error in one line does not end the input: the lines after it are answered.
    private int AnswerLines(QueryEngine engine)
    {
        bool any = false, asked = false, answered = false, failed = false;
        while (_terminal.Interruption.WhileWaiting(_terminal.In.ReadLine) is { } line)
        {
            string query = line.Trim('\uFEFF', ' ', '\t', '\r');
            if (query.Length == 0 || query[0] == '#')
            {
                continue;
            }

            // The first is answered of the moment in which the file was opened.
            if (asked)
            {
                engine.Database.Renew();
            }

            asked = true;
            try
            {
                any |= Answer(engine, query, isNext: answered);
                answered = true;
            }
            catch (QueryException error)
            {
                failed = true;
                _terminal.Out.Flush();
                Talk.Error(_terminal, error.Diagnostic);
            }
            catch (TimeoutException error)
            {
                failed = true;
                _terminal.Out.Flush();
                Talk.Error(_terminal, error.Message);
            }

            _terminal.Out.Flush();
        }

        return failed ? ExitCode.Error : ExitCode.Of(any || !asked);
    }

    private int Converse(QueryEngine engine)
    {
        var editor = LineEditor.OnConsole(_terminal, UserHistory.Open(), new Completion(engine));
        var database = engine.Database;
        Talk.Say(
            _terminal,
            $"{database.Dataset.Name}: {database.Concepts.Count} concepts, {database.Layers.Count} layers. "
                + "Tab completes, exit leaves.");
        while (editor.ReadLine("> ") is { } line)
        {
            string query = line.Trim();
            if (query.Length == 0 || query[0] == '#')
            {
                continue;
            }

            if (query.ToLowerInvariant() is "exit" or "quit")
            {
                break;
            }

            _terminal.Interruption.Reset();
            try
            {
                database.Renew();
                Answer(engine, query);
            }
            catch (QueryException error)
            {
                Talk.Error(_terminal, error.Diagnostic);
            }
            catch (Exception error) when (error is StorageException or TimeoutException)
            {
                Talk.Error(_terminal, CommandHints.Sentence(error));
            }
            catch (OperationCanceledException)
            {
                Talk.Say(_terminal, "stopped");
            }

            _terminal.Out.Flush();
        }

        return ExitCode.Success;
    }
}
