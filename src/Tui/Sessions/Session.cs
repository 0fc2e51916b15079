using System.Diagnostics.CodeAnalysis;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Editing;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Tui.Sessions;

/// <summary>What all screens share: the database that is open, the layer that is looked at, and the line that says what happened.</summary>
internal sealed class Session : IDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    // Databases that were open before: work on them may still be ending.
    private readonly List<ProbeDatabase> _retired = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly Slot _opening;
    private readonly Slot _checking;
    private bool _isMoved;

    public Session(ProbeDatabase database, UiOptions options, Action<Action> post)
    {
        Options = options;
        Background = new Background(post);
        _opening = new Slot(this);
        _checking = new Slot(this);
        Use(database);
    }

    /// <summary>Something to draw has changed.</summary>
    public event Action? Redraw;

    /// <summary>Another database is open.</summary>
    public event Action? Reopened;

    public UiOptions Options { get; }

    public Background Background { get; }

    /// <summary>Cancelled at the end: nothing is to be at work then.</summary>
    public CancellationToken Ending => _ending.Token;

    public ProbeDatabase Database { get; private set; }

    public QueryEngine Engine { get; private set; }

    public Completion Completion { get; private set; }

    /// <summary>The layer that is looked at; null where the database has none.</summary>
    public Layer? Layer { get; set; }

    /// <summary>What was said last.</summary>
    public string Message { get; private set; } = string.Empty;

    /// <summary>Whether that is a failure.</summary>
    public bool IsTrouble { get; private set; }

    /// <summary>What failed last, for whoever looks for a fault; null where nothing did.</summary>
    public Exception? Failure { get; private set; }

    public void Changed() => Redraw?.Invoke();

    public void Say(string message) => Say(message, isTrouble: false);

    public void Fail(Exception failure)
    {
        Failure = failure;
        Say(Trouble.Tell(failure), isTrouble: true);
    }

    public void Complain(string message) => Say(message, isTrouble: true);

    /// <summary>Forgets what was said, unless it is that the file was replaced: that stays true.</summary>
    public void Hush()
    {
        if (!_isMoved)
        {
            Message = string.Empty;
        }
    }

    /// <summary>A unit of the layer as it is written in a formula.</summary>
    public UnitFormula Unit(int number) => new(Database.Layers.Count > 1 ? Layer?.Name : null, number);

    /// <summary>Opens the file again: what others wrote is seen, and a file that took its place.</summary>
    public void Reopen() => _opening.Start(
        cancellation =>
        {
            var database = ProbeDatabase.Open(Database.Path);
            _ = database.Layers;
            return database;
        },
        database =>
        {
            string? layer = Layer?.Name;
            _retired.Add(Database);
            Use(database);
            if (layer is not null && database.FindLayer(layer) is { } same)
            {
                Layer = same;
            }

            _isMoved = false;
            Say($"{database.Path} was opened again");
            Reopened?.Invoke();
        });

    /// <summary>Looks whether the file is still the one that is open.</summary>
    public void CheckFile()
    {
        if (_isMoved || _opening.IsBusy || _checking.IsBusy)
        {
            return;
        }

        _checking.Start(_ => Database.HasMoved(), moved =>
        {
            if (moved)
            {
                _isMoved = true;
                Complain($"{Database.Path} was replaced or removed; what is shown is of the file as it was. F8 opens what is there now");
            }
        });
    }

    public void Dispose()
    {
        _ending.Cancel();

        // What does not stop keeps its database: the process ends in a moment, and what was stored is stored.
        if (!Background.WaitForWork(LongestEnd))
        {
            return;
        }

        Database.Dispose();
        foreach (var database in _retired)
        {
            database.Dispose();
        }

        _ending.Dispose();
    }

    [MemberNotNull(nameof(Database), nameof(Engine), nameof(Completion))]
    private void Use(ProbeDatabase database)
    {
        Database = database;
        Engine = new QueryEngine(database, new BeamExplainer());
        Completion = new Completion(Engine);
        Layer = database.Layers.Count > 0 ? database.Layers[0] : null;
    }

    private void Say(string message, bool isTrouble)
    {
        (Message, IsTrouble) = (message, isTrouble);
        Changed();
    }
}
