using System.CommandLine;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain explain</c>: searches for the formulas of a layer's units.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var layer = new Option<string>("--layer") { HelpName = "L", Description = "The layer; it may be left out where there is only one." };
        var unit = new Option<int[]>("--unit") { HelpName = "N", Description = "A unit; may be given several times." };
        var units = new Option<string>("--units") { HelpName = "0-99,200", Description = "Units and ranges of units; by default all of the layer." };
        var length = new Option<int>("--length") { HelpName = "N", Description = "The most leaves that a formula may have.", DefaultValueFactory = _ => SearchOptions.Default.Length };
        var beam = new Option<int>("--beam") { HelpName = "B", Description = "How many formulas are kept from each length to the next.", DefaultValueFactory = _ => SearchOptions.Default.Beam };
        var scorer = new Option<string>("--scorer") { HelpName = "SCORE", Description = $"What is to be highest: {SearchOptions.ScorerNames}.", DefaultValueFactory = _ => SearchOptions.Default.Scorer.NameOf() };
        var grammar = new Option<string>("--grammar") { HelpName = "chain|full", Description = "Which formulas: chains that grow by one leaf, as the paper's, or also formulas joined with formulas, such as (a AND b) OR (c AND d).", DefaultValueFactory = _ => "chain" };
        var categories = new Option<string[]>("--categories") { HelpName = "a,b", Description = "Only concepts of these categories or kinds." };
        var noNeighbors = new Option<bool>("--no-neighbors") { Description = "Do not offer NEIGHBORS(word)." };
        var penalty = new Option<string>("--penalty") { HelpName = "X", Description = "What each leaf after the first takes off the score, as a part of it: 0.01 is 1 %.", DefaultValueFactory = _ => "0" };
        var candidates = new Option<int>("--candidates") { HelpName = "N", Description = "Extend formulas only by the N concepts that score best alone; 0 is all.", DefaultValueFactory = _ => 0 };
        var minInputs = new Option<int?>("--min-inputs") { HelpName = "N", Description = "Leave units out that are active on fewer inputs; by default 5 % of them but at most 500 on text, as in the paper, and 0 on images." };
        var restart = new Option<bool>("--restart") { Description = "Search again what is stored of this search." };
        var threads = new Option<int>("--threads") { HelpName = "N", Description = "How many units are searched at once; 0 is one a core.", DefaultValueFactory = _ => 0 };
        var honest = new Option<bool>("--honest") { Description = "Also check each explanation: what IoU chance gives (the unit's mask shifted by whole inputs), what the same search finds without some of the inputs and is worth on those, and what each clause adds; clauses that change nothing are left out." };
        var holdOut = new Option<string>("--holdout") { HelpName = "SPLIT", Description = "With --honest: the split that a search does not see; by default half of the inputs, chosen by --seed." };
        var shifts = new Option<int>("--shifts") { HelpName = "N", Description = "With --honest: by how many numbers of inputs a mask is shifted, where there are as many inputs.", DefaultValueFactory = _ => HonestyOptions.Default.Shifts };
        var seed = new Option<int>("--seed") { HelpName = "N", Description = "With --honest: what the shifts and the half of the inputs are chosen by.", DefaultValueFactory = _ => 0 };
        var certify = new Option<bool>("--certify") { Description = "Also prove, for each length, that no formula scores more, or how much more one could score at most; a better formula that the proof finds takes the place of the beam's." };
        var within = new Option<string>("--within") { HelpName = "60s", Description = "With --certify: how long to work at the proofs of one unit, all lengths together; the same command goes on from there." };
        var sort = new Option<string>("--sort") { HelpName = "unit|iou", Description = "The order of the rows: by unit, or the best first.", DefaultValueFactory = _ => "unit" };
        var limit = new Option<int?>("--limit") { HelpName = "N", Description = "At most so many rows." };
        var format = Arguments.Format();
        var command = new Command(
            "explain", "Searches for the formula that describes each unit of a layer best. Each result is stored as it comes: stopped, the same command goes on where it was.")
        {
            database, layer, unit, units, length, beam, scorer, grammar, categories, noNeighbors, penalty, candidates, minInputs, restart, threads, certify, within, honest, holdOut, shifts, seed, sort, limit, format,
        };
        command.WithExamples(
            "compexplain explain snli.cxdb --layer mlp --length 5 --beam 10",
            "compexplain explain snli.cxdb --layer mlp --length 3 --certify --within 60s",
            "compexplain explain snli.cxdb --layer mlp --length 5 --honest --holdout val",
            "compexplain explain places.cxdb --layer layer4 --units 0-99,200 --sort iou --limit 20 --format json");
        command.SetAction(parsed => new ExplainRunner(terminal)
        {
            Layer = parsed.GetValue(layer),
            Units = ChooseUnits(parsed.GetValue(unit), parsed.GetValue(units)),
            Options = new SearchOptions
            {
                Length = parsed.GetValue(length),
                Beam = parsed.GetValue(beam),
                Scorer = ReadScorer(parsed.GetValue(scorer)),
                Grammar = Arguments.OneOf(
                    "--grammar", parsed.GetValue(grammar), ("chain", SearchGrammar.Chain), ("full", SearchGrammar.Full)),
                Categories = Arguments.ReadList(parsed.GetValue(categories)),
                Neighbors = !parsed.GetValue(noNeighbors),
                LengthPenalty = Arguments.ReadNumber("--penalty", parsed.GetValue(penalty) ?? "0"),
                CandidateLimit = parsed.GetValue(candidates),
                MinimumInputs = parsed.GetValue(minInputs),
                Threads = parsed.GetValue(threads),
            },
            Restart = parsed.GetValue(restart),
            Honesty = ChooseHonesty(
                parsed.GetValue(honest),
                parsed.GetValue(holdOut),
                parsed.GetValue(shifts),
                parsed.GetValue(seed)),
            Certificates = ChooseCertificates(parsed.GetValue(certify), parsed.GetValue(within)),
            ByIou = Arguments.OneOf("--sort", parsed.GetValue(sort), ("unit", false), ("iou", true)),
            Limit = parsed.GetValue(limit) is { } most ? Arguments.Within("--limit", most, 0, int.MaxValue) : null,
            Format = Arguments.ReadFormat(parsed.GetValue(format)),
        }.Run(parsed.GetRequiredValue(database)));
        return command;
    }

    private static Score ReadScorer(string? name) => Scores.TryFind(name, out var scorer) && scorer.IsOfCounts()
        ? scorer
        : throw new CommandException($"--scorer takes {SearchOptions.ScorerNames}, not '{name}'");

    private static HonestyOptions? ChooseHonesty(bool honest, string? holdOut, int shifts, int seed)
    {
        if (!honest && (holdOut is not null || shifts != HonestyOptions.Default.Shifts || seed != HonestyOptions.Default.Seed))
        {
            throw new CommandException("--holdout, --shifts and --seed are of the check; add --honest");
        }

        var options = new HonestyOptions { HeldOut = holdOut, Shifts = shifts, Seed = seed };
        return options.Check(option => "--" + option) is { } problem ? throw new CommandException(problem) : honest ? options : null;
    }

    private static CertificateOptions? ChooseCertificates(bool certify, string? within)
    {
        if (!certify && within is not null)
        {
            throw new CommandException("--within is the time for proofs; add --certify");
        }

        return certify
            ? CertificateOptions.Default with
            {
                Within = within is null ? CertificateOptions.WithinForEachUnit : Arguments.ReadDuration("--within", within),
            }
            : null;
    }

    private static List<int>? ChooseUnits(int[]? single, string? ranges)
    {
        if (single is not { Length: > 0 } && ranges is null)
        {
            return null;
        }

        var chosen = ranges is null ? [] : Arguments.ReadNumbers("--units", ranges);
        foreach (int unit in single ?? [])
        {
            chosen.Add(Arguments.Within("--unit", unit, 0, int.MaxValue));
        }

        return chosen;
    }
}
