using CompExplain.Query.Ast;

namespace CompExplain.Search.Tests;

/// <summary>
/// Every formula of a grammar up to a length, as the set of masks that they have: nothing is left out, nothing is clever.
/// </summary>
internal static class BruteForce
{
    /// <summary>All masks that formulas of exactly so many leaves have, by leaves from 1; position i is bit i.</summary>
    public static List<HashSet<UInt128>> Masks(IReadOnlyList<UInt128> leaves, int length, SearchGrammar grammar)
    {
        var all = new List<HashSet<UInt128>> { leaves.ToHashSet() };
        for (int n = 2; n <= length; n++)
        {
            var next = new HashSet<UInt128>();
            for (int left = 1; left < n; left++)
            {
                if (grammar == SearchGrammar.Chain && left < n - 1)
                {
                    continue;
                }

                foreach (var f in all[left - 1])
                {
                    foreach (var g in all[n - left - 1])
                    {
                        next.Add(f | g);
                        next.Add(f & g);
                        next.Add(f & ~g);
                    }
                }
            }

            all.Add(next);
        }

        return all;
    }
}
