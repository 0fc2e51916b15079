using System.Text;

namespace CompExplain.Query.Syntax;

/// <summary>Names that are similar to one that does not exist.</summary>
public static class Suggestions
{
    // A longer text is no misspelt name; it also bounds the time for one name.
    private const int MaximumWantedLength = 100;

    /// <summary>
    /// The names nearest to one that is not there, best first, ignoring case: those a few slips of the finger away (restricted
    /// Damerau-Levenshtein distance of at most 1, 2 or 3, as the length allows), each followed by those that begin with it,
    /// then those that begin with something near, then those that contain what was wanted. Of equals the shorter comes first,
    /// and then the one given first.
    /// </summary>
    /// <param name="wanted">The name that was not found.</param>
    /// <param name="names">The names there are.</param>
    /// <param name="max">How many to give at most.</param>
    /// <returns>The names as they are spelled; empty if none is similar.</returns>
    public static IReadOnlyList<string> Nearest(string wanted, IEnumerable<string> names, int max = 3)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(names);
        if (wanted.Length is 0 or > MaximumWantedLength || max <= 0)
        {
            return [];
        }

        string key = wanted.ToLowerInvariant();
        int limit = key.Length switch { 1 => 0, <= 4 => 1, <= 8 => 2, _ => 3 };
        List<Candidate> candidates = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        Span<int> rows = stackalloc int[3 * (MaximumWantedLength + 8)];
        foreach (string name in names)
        {
            string lower = name.ToLowerInvariant();
            var (whole, prefix) = Distances(key, lower, limit, rows);
            bool contains = key.Length >= 3 && lower.Contains(key, StringComparison.Ordinal);
            bool prefixIsNear = prefix <= limit && (key.Length >= 4 || prefix == 0);
            if ((whole <= limit || prefixIsNear || contains) && seen.Add(name))
            {
                candidates.Add(new Candidate(name, lower, whole, prefix));
            }
        }

        var near = candidates.FindAll(candidate => candidate.Whole <= limit);
        near.Sort(static (a, b) => a.Whole.CompareTo(b.Whole));
        if (near.Count > max)
        {
            near.RemoveRange(max, near.Count - max);
        }

        // OrderBy is stable: of equals the first given comes first.
        return [.. candidates.OrderBy(candidate => Rank(candidate, key, near, limit)).ThenBy(candidate => candidate.Name.Length)
            .Take(max).Select(static candidate => candidate.Name)];
    }

    /// <summary>The names as the hint <c>did you mean: water, waterfall?</c></summary>
    /// <param name="names">The names, at least one.</param>
    public static string DidYouMean(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new StringBuilder("did you mean: ").AppendJoin(", ", names).Append('?').ToString();
    }

    /// <summary>
    /// A longer name ranks just behind the name it begins with; of names equally near, the one that begins alike comes first.
    /// </summary>
    private static (int Group, int Distance, int Unlike) Rank(Candidate candidate, string key, List<Candidate> near, int limit)
    {
        if (candidate.Whole <= limit)
        {
            return (0, 2 * candidate.Whole, -key.AsSpan().CommonPrefixLength(candidate.Lower));
        }

        if (candidate.Lower.StartsWith(key, StringComparison.Ordinal))
        {
            return (0, 1, 0);
        }

        foreach (var other in near)
        {
            if (candidate.Lower.StartsWith(other.Lower, StringComparison.Ordinal))
            {
                return (0, (2 * other.Whole) + 1, 0);
            }
        }

        return candidate.Prefix <= limit ? (1, candidate.Prefix, 0) : (2, 0, 0);
    }

    /// <summary>
    /// The restricted Damerau-Levenshtein distance of the key from all of the name and from the nearest beginning of it. No more
    /// of the name is read than could be near.
    /// </summary>
    private static (int Whole, int Prefix) Distances(string key, string name, int limit, Span<int> rows)
    {
        int length = Math.Min(name.Length, key.Length + limit);
        int width = key.Length + 1;
        var before = rows[..width];
        var previous = rows.Slice(MaximumWantedLength + 8, width);
        var current = rows.Slice(2 * (MaximumWantedLength + 8), width);
        for (int i = 0; i < width; i++)
        {
            previous[i] = i;
        }

        int prefix = previous[key.Length];
        for (int j = 1; j <= length; j++)
        {
            current[0] = j;
            int least = j;
            for (int i = 1; i < width; i++)
            {
                int cost = key[i - 1] == name[j - 1] ? 0 : 1;
                int distance = Math.Min(Math.Min(current[i - 1], previous[i]) + 1, previous[i - 1] + cost);
                if (i > 1 && j > 1 && key[i - 1] == name[j - 2] && key[i - 2] == name[j - 1])
                {
                    distance = Math.Min(distance, before[i - 2] + 1);
                }

                current[i] = distance;
                least = Math.Min(least, distance);
            }

            prefix = Math.Min(prefix, current[key.Length]);
            if (least > limit + 1)
            {
                return (int.MaxValue, prefix);
            }

            var oldest = before;
            before = previous;
            previous = current;
            current = oldest;
        }

        return (length == name.Length ? previous[key.Length] : int.MaxValue, prefix);
    }

    private readonly record struct Candidate(string Name, string Lower, int Whole, int Prefix);
}
