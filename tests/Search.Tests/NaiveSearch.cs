using CompExplain.Fixtures;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;

namespace CompExplain.Search.Tests;

/// <summary>The beam search as the paper tells it: every candidate's mask is made, formula by formula. Slow and plain.</summary>
internal static class NaiveSearch
{
    public sealed record Entry(Formula Formula, bool[] Mask, int Leaves, double Score)
    {
        public string Text { get; } = Formula.ToString();

        public string Key { get; } = string.Concat(Mask.Select(each => each ? '1' : '0'));
    }

    public static List<Entry> Run(
        bool[] target,
        IReadOnlyList<(Formula Formula, bool[] Mask)> candidates,
        int length,
        int beam,
        Score scorer,
        double penalty = 0,
        bool full = false)
    {
        double ScoreOf(bool[] mask, int leaves)
        {
            // What never meets the target explains nothing.
            var counts = NaiveEvaluator.Count(target, mask);
            return counts.Hits == 0 ? 0 : PairScore.Of(scorer, counts) * Math.Pow(1 - penalty, leaves - 1);
        }

        List<Entry> Best(IEnumerable<Entry> all) => all.Where(each => each.Score > 0)
            .GroupBy(each => each.Key)
            .Select(same => same.OrderBy(each => each.Leaves).ThenBy(each => each.Text, StringComparer.Ordinal).First())
            .OrderByDescending(each => each.Score).ThenBy(each => each.Leaves).ThenBy(each => each.Text, StringComparer.Ordinal)
            .Take(beam).ToList();

        var current = Best(candidates.Select(each => new Entry(each.Formula, each.Mask, 1, ScoreOf(each.Mask, 1))));
        var found = new List<Entry>();
        if (current.Count == 0)
        {
            return found;
        }

        found.Add(current[0]);
        var byLeaves = new List<List<Entry>> { current };
        for (int step = 2; step <= length; step++)
        {
            var all = new List<Entry>(current);
            foreach (var entry in current)
            {
                foreach (var (leaf, mask) in candidates)
                {
                    Entry Make(Formula formula, Func<bool, bool, bool> join)
                    {
                        bool[] joined = entry.Mask.Zip(mask, join).ToArray();
                        return new Entry(formula, joined, entry.Leaves + 1, ScoreOf(joined, entry.Leaves + 1));
                    }

                    all.Add(Make(new OrFormula(entry.Formula, leaf), (a, b) => a || b));
                    all.Add(Make(new AndFormula(entry.Formula, leaf), (a, b) => a && b));
                    all.Add(Make(new AndFormula(entry.Formula, new NotFormula(leaf)), (a, b) => a && !b));
                    if (full)
                    {
                        all.Add(Make(new AndFormula(leaf, new NotFormula(entry.Formula)), (a, b) => b && !a));
                    }
                }
            }

            if (full)
            {
                foreach (var (f, g) in byLeaves.SelectMany(each => each).SelectMany(
                    _ => byLeaves.SelectMany(each => each), (f, g) => (f, g)))
                {
                    if (f.Leaves + g.Leaves != step
                        || g.Leaves < 2
                        || f.Leaves < g.Leaves
                        || (f.Leaves == g.Leaves && string.CompareOrdinal(f.Text, g.Text) >= 0))
                    {
                        continue;
                    }

                    void Join(Formula formula, Func<bool, bool, bool> join)
                    {
                        bool[] joined = f.Mask.Zip(g.Mask, join).ToArray();
                        all.Add(new Entry(formula, joined, step, ScoreOf(joined, step)));
                    }

                    Join(new OrFormula(f.Formula, g.Formula), (a, b) => a || b);
                    Join(new AndFormula(f.Formula, g.Formula), (a, b) => a && b);
                    Join(new AndFormula(f.Formula, new NotFormula(g.Formula)), (a, b) => a && !b);
                    Join(new AndFormula(g.Formula, new NotFormula(f.Formula)), (a, b) => b && !a);
                }
            }

            current = Best(all);
            byLeaves.Add([.. current.Where(entry => entry.Leaves == step)]);
            found.Add(current[0]);
        }

        return found;
    }
}
