using System.Diagnostics.CodeAnalysis;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Editing;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Tui.Sessions;

/// <summary>
/// What all screens share: the open database, the layer shown, and the message.
/// </summary>
internal sealed class Session : IDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    // Databases that were open before: work on them may not have ended.
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

    /// <summary>Raised when the screen must be drawn again.</summary>
    public event Action? Redraw;

    /// <summary>Raised when another database was opened.</summary>
    public event Action? Reopened;

    public UiOptions Options { get; }

    public Background Background { get; }

    /// <summary>Cancelled when the session ends.</summary>
    public CancellationToken Ending => _ending.Token;

    public ProbeDatabase Database { get; private set; }

    public QueryEngine Engine { get; private set; }

    public Completion Completion { get; private set; }

    /// <summary>The layer shown; null if the database has none.</summary>
    public Layer? Layer { get; set; }

    /// <summary>The last message; empty if there is none.</summary>
    public string Message { get; private set; } = string.Empty;

    /// <summary>Whether the message is of a failure.</summary>
    public bool IsTrouble { get; private set; }

    /// <summary>The last failure, for tests; null if there was none.</summary>
    public Exception? Failure { get; private set; }

    public void Changed() => Redraw?.Invoke();

    public void Say(string message) => Say(message, isTrouble: false);

    public void Fail(Exception failure)
    {
        Failure = failure;
        Say(FailureMessage.Of(failure), isTrouble: true);
    }

    public void Complain(string message) => Say(message, isTrouble: true);

    /// <summary>Clears the message, unless it says that the file was replaced.</summary>
    public void ClearMessage()
    {
        if (!_isMoved)
        {
            Message = string.Empty;
        }
    }

    /// <summary>A unit of the layer as it is written in a formula.</summary>
    public UnitFormula Unit(int number) => new(Database.Layers.Count > 1 ? Layer?.Name : null, number);

    /// <summary>Opens the file again, to see what was written to it, or another file in its place.</summary>
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

    /// <summary>Checks that the file is still the one that is open.</summary>
    public void CheckFile()
    {
        if (_isMoved || _opening.IsBusy || _checking.IsBusy)
        {
            return;
        }

        _checking.Start(_ => (HasMoved: Database.HasMoved(), IsSame: Database.TryRenew()), file =>
        {
            _isMoved = file.HasMoved || !file.IsSame;
            if (file.HasMoved)
            {
                Complain($"{Database.Path} was replaced or removed; "
                    + "what is shown is of the file as it was. F8 opens what is there now");
            }
            else if (_isMoved)
            {
                Complain($"{Database.Path} was changed by another program; what is shown is of the file as it was. "
                    + "F8 opens it as it is now");
            }
        });
    }

    public void Dispose()
    {
        _ending.Cancel();

        // Work that does not end keeps its database: the process ends soon, and what was stored is stored.
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
