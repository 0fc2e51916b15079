using System.Runtime.InteropServices;
using CompExplain.Query.Scanning;

namespace CompExplain.Search.Certificates;

/// <summary>
/// Finds the heaviest chain of so many leaves, by branch and bound from the last leaf to the first. When the last leaf of a
/// chain is e, what is left is a chain of one leaf less within a smaller region R: where it says AND e, within R and e; where
/// it says OR e, within R without e, and e's own weight is won; where it says AND NOT e, within R without e. So the heaviest
/// chain of k leaves within R weighs V_k(R) = max over e of max(V_k-1(R and e), max(0, W(e and R)) + V_k-1(R without e)), and
/// V_1(R) = max over c of W(c and R). The bounds, with their proofs, are in docs/how-certificates-work.md. Serves one thread.
/// </summary>
internal sealed class HeaviestChain
{
    // Below every weight, and far enough from the ends that sums of a few do not leave 64 bits.
    private const long Lowest = long.MinValue / 4;

    private readonly WeightScan _scan;
    private readonly int _candidates;
    private readonly Func<bool> _mayExpand;
    private readonly List<Frame> _frames = [];

    // By leaves, then candidate: the most loss that so many other leaves can take off it, anywhere.
    private readonly List<long[]> _removal = [];
    private long[] _top = [];
    private bool _isStopped;

    /// <summary>Makes a search.</summary>
    /// <param name="scan">Weighs.</param>
    /// <param name="mayExpand">Asked before each state is expanded; no ends the search.</param>
    public HeaviestChain(WeightScan scan, Func<bool> mayExpand)
    {
        _scan = scan;
        _candidates = scan.Table.Candidates.Count;
        _mayExpand = mayExpand;
    }

    /// <summary>How many states were expanded: what all candidates weigh within them was counted.</summary>
    public long Expanded { get; private set; }

    /// <summary>How many branches were proved to hold nothing heavier without a look at them.</summary>
    public long ProvedAway { get; private set; }

    /// <summary>Weighs the rows anew, for chains of at most so many leaves.</summary>
    public void Weigh(long hit, long position, int leaves)
    {
        _isStopped = false;
        while (_frames.Count <= leaves)
        {
            _frames.Add(new Frame(_scan.MakeRegion(), _candidates));
        }

        foreach (var frame in _frames)
        {
            frame.Reserve(leaves);
        }

        var root = _frames[0];
        _scan.Weigh(hit, position, root.Region);
        root.Forget();
        Array.Fill(root.Upper, root.Region.Total.Gain);
        FindRemoval(leaves);
    }

    /// <summary>Looks for the heaviest chain of at most so many leaves, if it weighs more than a floor.</summary>
    /// <param name="leaves">How many leaves.</param>
    /// <param name="weight">The floor; gets what is found.</param>
    /// <param name="isProved">
    /// Whether it is the heaviest, or there is none; not where the search was ended before it knew.
    /// </param>
    /// <returns>The heaviest that it found; null where there is none above the floor.</returns>
    public Chain? Find(int leaves, ref long weight, out bool isProved)
    {
        long floor = weight;
        weight = Maximum(0, leaves, floor, isFree: true);
        isProved = !_isStopped;
        return weight > floor ? _frames[0].Best[leaves] : null;
    }

    /// <summary>
    /// Looks for the heaviest c AND NOT (a op b), the only formulas of three leaves that are no chains: it weighs what c does,
    /// less the lightest a op b within c, which is the heaviest there when all weights have the other sign.
    /// </summary>
    /// <param name="weight">The floor; gets what is found.</param>
    /// <param name="isProved">
    /// Whether it is the heaviest, or there is none; not where the search was ended before it knew.
    /// </param>
    /// <returns>The heaviest that it found; null where there is none above the floor.</returns>
    public Chain? FindException(ref long weight, out bool isProved)
    {
        var root = _frames[0].Region;
        var child = _frames[1];
        Chain? found = null;
        for (int c = 0; c < _candidates && !_isStopped; c++)
        {
            var mass = root.Candidates[c];
            if (mass.Gain <= weight)
            {
                ProvedAway++;
                continue;
            }

            if (!_mayExpand())
            {
                _isStopped = true;
                break;
            }

            Expanded++;
            _scan.Meet(root, c, child.Region);
            _scan.Keep(root, c, child.Region);
            WeightScan.Negate(child.Region);
            child.Forget();
            Array.Fill(child.Upper, child.Region.Total.Gain);
            long heavier = mass.Weight + Maximum(1, 2, weight - mass.Weight, isFree: true);
            if (heavier > weight)
            {
                weight = heavier;
                found = child.Best[2]!.Then(Extension.Except, c);
            }
        }

        isProved = !_isStopped;
        return found;
    }

    /// <summary>
    /// The weight of the heaviest chain of k leaves within the region at a depth, or the floor where none is above it.
    /// </summary>
    /// <param name="depth">How many steps lead there.</param>
    /// <param name="k">How many leaves.</param>
    /// <param name="floor">Only what is above it is of use.</param>
    /// <param name="isFree">Whether all chains count; not those that are as heavy when the step before comes after.</param>
    private long Maximum(int depth, int k, long floor, bool isFree)
    {
        var frame = _frames[depth];
        var masses = frame.Region.Candidates;
        if (k == 1)
        {
            return Single(frame, floor);
        }

        if (frame.IsKnown(k))
        {
            return frame.Upper[k];
        }

        // What is far below the floor need not be known exactly to be of use as a bound.
        if (!frame.IsKnown(k - 1))
        {
            Maximum(depth, k - 1, floor > 0 ? floor / 2 : Lowest, isFree: true);
        }

        if (_isStopped)
        {
            return floor;
        }

        long fewer = frame.Upper[k - 1], best = floor;
        if (frame.IsKnown(k - 1) && fewer > best)
        {
            best = fewer;
            frame.Best[k] = frame.Best[k - 1];
        }

        long rest = Bound(frame, k - 1, k - 1);
        var open = frame.Open(k);
        int count = 0;
        for (int e = 0; e < masses.Length; e++)
        {
            long bound = Math.Max(Within(masses[e]), Without(masses[e], fewer, rest));
            if (bound > best)
            {
                open[count++] = (bound, e);
            }
        }

        ProvedAway += masses.Length - count;
        var order = open.AsSpan(0, count);
        order.Sort(static (a, b) => a.Bound != b.Bound ? b.Bound.CompareTo(a.Bound) : a.Candidate.CompareTo(b.Candidate));
        if (k == 2)
        {
            FindRich(frame, best);
        }

        for (int i = 0; i < order.Length; i++)
        {
            var (bound, e) = order[i];
            if (bound <= best)
            {
                ProvedAway += order.Length - i;
                break;
            }

            if (k == 2 && BoundOfPairs(frame, e, best) <= best)
            {
                ProvedAway++;
                continue;
            }

            if (!_mayExpand())
            {
                _isStopped = true;
            }

            if (_isStopped)
            {
                return best;
            }

            Expanded++;
            _scan.Meet(frame.Region, e, _frames[depth + 1].Region);
            best = k == 2 ? Pairs(depth, e, best) : Branches(depth, k, e, best, isFree, fewer, rest);
        }

        if (isFree && !_isStopped)
        {
            frame.Know(k, best, isExact: best > floor);
        }

        return best;
    }

    private static long Single(Frame frame, long floor)
    {
        var masses = frame.Region.Candidates;
        int best = -1;
        long weight = Lowest;
        for (int c = 0; c < masses.Length; c++)
        {
            if (masses[c].Weight > weight)
            {
                weight = masses[best = c].Weight;
            }
        }

        frame.Best[1] = new Chain(best, []);
        frame.Know(1, weight, isExact: true);
        return Math.Max(weight, floor);
    }

    /// <summary>All chains of two leaves whose last is e.</summary>
    private long Pairs(int depth, int e, long best)
    {
        var frame = _frames[depth];
        var masses = frame.Region.Candidates;
        var within = _frames[depth + 1].Region.Candidates;
        long gain = Math.Max(masses[e].Weight, 0);
        int first = -1;
        bool isWithin = false;
        for (int c = 0; c < masses.Length; c++)
        {
            long inside = within[c].Weight, outside = gain + masses[c].Weight - inside;
            if (inside > best || outside > best)
            {
                first = c;
                isWithin = inside >= outside;
                best = Math.Max(inside, outside);
            }
        }

        if (first >= 0)
        {
            frame.Best[2] = new Chain(first, [(isWithin ? Extension.And : Leaving(masses[e]), e)]);
        }

        return best;
    }

    /// <summary>Both branches of more leaves whose last is e.</summary>
    private long Branches(int depth, int k, int e, long best, bool isFree, long fewer, long rest)
    {
        var frame = _frames[depth];
        var child = _frames[depth + 1];
        var mass = frame.Region.Candidates[e];
        bool isBefore = !isFree && depth > 0;
        if (Within(mass) > best && !(isBefore && IsRepeated(depth, e, isKept: true)))
        {
            child.Forget();
            child.Step = (true, e);
            for (int j = 1; j < k; j++)
            {
                child.Upper[j] = Math.Min(frame.Upper[j + 1], mass.Gain);
            }

            if (IsWorthwhile(child, k - 1, best))
            {
                _scan.Keep(frame.Region, e, child.Region);
                long weight = Maximum(depth + 1, k - 1, best, isFree: false);
                if (weight > best)
                {
                    best = weight;
                    frame.Best[k] = child.Best[k - 1]!.Then(Extension.And, e);
                }
            }

            if (_isStopped)
            {
                return best;
            }
        }

        if (Without(mass, fewer, rest) > best && !(isBefore && IsRepeated(depth, e, isKept: false)))
        {
            child.Forget();
            WeightScan.Subtract(frame.Region, child.Region);
            child.Step = (false, e);
            for (int j = 1; j < k; j++)
            {
                child.Upper[j] = Math.Min(frame.Upper[j] + mass.Loss, child.Region.Total.Gain);
            }

            long gain = Math.Max(mass.Weight, 0);
            if (IsWorthwhile(child, k - 1, best - gain))
            {
                _scan.Leave(frame.Region, e, child.Region);
                long weight = gain + Maximum(depth + 1, k - 1, best - gain, isFree: false);
                if (weight > best)
                {
                    best = weight;
                    frame.Best[k] = child.Best[k - 1]!.Then(Leaving(mass), e);
                }
            }
        }

        return best;
    }

    /// <summary>Whether a region may hold a chain of k leaves above a floor.</summary>
    private bool IsWorthwhile(Frame frame, int k, long floor)
    {
        frame.Upper[k] = Math.Min(frame.Upper[k], Bound(frame, k, k - 1));
        if (frame.Upper[k] > floor)
        {
            return true;
        }

        ProvedAway++;
        return false;
    }

    private static Extension Leaving(Mass mass) => mass.Weight > 0 ? Extension.Or : Extension.AndNot;

    /// <summary>
    /// Whether the same region is reached with as much won, or more, when the step that led to a depth comes after this one:
    /// then it is looked at there. Of two that are alike, AND comes first, then the smaller candidate.
    /// </summary>
    private bool IsRepeated(int depth, int f, bool isKept)
    {
        var (isBeforeKept, e) = _frames[depth].Step;
        if (e == f)
        {
            return true;
        }

        if (isBeforeKept && isKept)
        {
            return f < e;
        }

        var parent = _frames[depth - 1].Region.Candidates;
        var here = _frames[depth].Region.Candidates;
        long both = isBeforeKept ? here[f].Weight : parent[f].Weight - here[f].Weight;
        long we = parent[e].Weight, wf = parent[f].Weight;
        if (isBeforeKept)
        {
            return Math.Max(wf, 0) > Math.Max(both, 0);
        }

        if (isKept)
        {
            return Math.Max(both, 0) >= Math.Max(we, 0);
        }

        long won = Math.Max(we, 0) + Math.Max(wf - both, 0), swapped = Math.Max(wf, 0) + Math.Max(we - both, 0);
        return swapped > won || (swapped == won && f < e);
    }

    private static long Within(Mass mass) => mass.Gain;

    private static long Without(Mass mass, long fewer, long rest) => Math.Max(mass.Weight, 0) + Math.Min(fewer + mass.Loss, rest);

    /// <summary>
    /// A bound of chains of k leaves within a region, when so many leaves can take loss off each of its ORed parts: those parts
    /// are disjoint, each wins no more than its gain less the loss that cannot be taken off. What an AND e keeps of the parts
    /// before it, two leaves at the least, wins no more than e's gain.
    /// </summary>
    private long Bound(Frame frame, int k, int removers)
    {
        var masses = frame.Region.Candidates;
        long[] removal = _removal[removers];
        var top = _top.AsSpan(0, k);
        top.Clear();
        long most = 0;
        for (int c = 0; c < masses.Length; c++)
        {
            long gain = masses[c].Gain;
            most = Math.Max(most, gain);
            if (gain > top[^1])
            {
                Insert(top, frame.Region.IsNegated ? gain : gain - Math.Max(0, masses[c].Loss - removal[c]));
            }
        }

        long sum = 0, kept = most;
        for (int i = 0; i < k; i++)
        {
            sum += top[i];
            if (i < k - 2)
            {
                kept += top[i];
            }
        }

        long bound = k == 1 ? sum : Math.Max(sum, kept);
        return Math.Min(bound, frame.Region.Total.Gain);
    }

    /// <summary>
    /// A bound of the chains of two leaves within a region whose last is e, from what pairs weigh among all rows: what c and e
    /// have in common outside the region gains no more than c or e do there, and loses no more.
    /// </summary>
    private long BoundOfPairs(Frame frame, int e, long best)
    {
        var pairs = _scan.PairsOf(e);
        if (pairs.IsEmpty || frame.Region.IsNegated)
        {
            return long.MaxValue;
        }

        var all = _frames[0].Region.Candidates;
        var here = frame.Region.Candidates;
        var mass = here[e];
        long gone = all[e].Gain - mass.Gain, lost = all[e].Loss - mass.Loss, gain = Math.Max(mass.Weight, 0), bound = Lowest;
        foreach (var (most, c) in CollectionsMarshal.AsSpan(frame.Rich))
        {
            // Neither branch weighs more than what c and e win.
            if (gain + most <= best)
            {
                break;
            }

            var (pair, one) = (pairs[c], here[c]);
            long gainOutside = Math.Min(Math.Min(pair.Gain, gone), all[c].Gain - one.Gain);
            long lossOutside = Math.Min(Math.Min(pair.Loss, lost), all[c].Loss - one.Loss);
            long inside = Math.Min(Math.Min(pair.Gain, Math.Min(mass.Gain, one.Gain)), pair.Weight + lossOutside);
            long taken = Math.Min(Math.Min(pair.Loss, Math.Min(mass.Loss, one.Loss)), gainOutside - pair.Weight);
            bound = Math.Max(bound, Math.Max(inside, gain + one.Weight + taken));
            if (bound > best)
            {
                break;
            }
        }

        return bound;
    }

    private static void FindRich(Frame frame, long best)
    {
        var masses = frame.Region.Candidates;
        long most = 0;
        foreach (var mass in masses)
        {
            most = Math.Max(most, mass.Weight);
        }

        frame.Rich.Clear();
        for (int c = 0; c < masses.Length; c++)
        {
            if (masses[c].Gain > best - most)
            {
                frame.Rich.Add((masses[c].Gain, c));
            }
        }

        frame.Rich.Sort(static (a, b) => b.Gain.CompareTo(a.Gain));
    }

    private void FindRemoval(int leaves)
    {
        while (_removal.Count <= leaves)
        {
            _removal.Add(new long[_candidates]);
        }

        if (_top.Length < leaves)
        {
            _top = new long[leaves];
        }

        if (leaves == 1)
        {
            return;
        }

        var (root, within) = (_frames[0].Region, _frames[1].Region);
        _scan.WeighPairs(root, within, c =>
        {
            var top = _top.AsSpan(0, leaves);
            top.Clear();
            var masses = within.Candidates;
            for (int other = 0; other < masses.Length; other++)
            {
                if (other != c)
                {
                    Insert(top, masses[other].Loss);
                }
            }

            for (int j = 1; j <= leaves; j++)
            {
                _removal[j][c] = Math.Min(_removal[j - 1][c] + top[j - 1], root.Candidates[c].Loss);
            }
        });
    }

    private static void Insert(Span<long> top, long value)
    {
        if (value <= top[^1])
        {
            return;
        }

        int at = top.Length - 1;
        for (; at > 0 && top[at - 1] < value; at--)
        {
            top[at] = top[at - 1];
        }

        top[at] = value;
    }
}
