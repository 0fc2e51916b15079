using System.Numerics;
using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Execution;

/// <summary>
/// Runs formulas made of concepts over the signature index: a formula's mask is a set of signatures, a bit each.
/// </summary>
internal sealed class SignatureEvaluator
{
    private readonly SignatureIndex _index;

    public SignatureEvaluator(SignatureIndex index) => _index = index;

    /// <summary>The signatures that a formula has.</summary>
    public ulong[] Evaluate(PlannedFormula formula)
    {
        ulong[] bits = Evaluate(formula.Body);
        if (formula.IsComplement)
        {
            Complement(bits);
        }

        return bits;
    }

    /// <summary>The signatures that a formula has.</summary>
    public ulong[] Evaluate(Bound formula)
    {
        switch (formula)
        {
            case BoundConcept concept:
                ulong[] bits = new ulong[WordCount];
                foreach (int signature in _index.SignaturesOf(concept.Concept.Id))
                {
                    bits[signature >> 6] |= 1UL << signature;
                }

                return bits;
            case BoundConstant constant:
                ulong[] all = new ulong[WordCount];
                if (constant.Value)
                {
                    Complement(all);
                }

                return all;
            case BoundNot not:
                ulong[] complement = Evaluate(not.Operand);
                Complement(complement);
                return complement;
            case BoundAnd and:
                return Join(and.Operands, (a, b) => a & b);
            case BoundOr or:
                return Join(or.Operands, (a, b) => a | b);
            case BoundXor xor:
                return Join([xor.Left, xor.Right], (a, b) => a ^ b);
            case BoundAndNot difference:
                return Join([difference.Left, difference.Right], (a, b) => a & ~b);
            default:
                throw new NotSupportedException($"{formula.GetType().Name} is not answered by the index");
        }
    }

    /// <summary>How many positions the signatures of a set have.</summary>
    public long Size(ReadOnlySpan<ulong> bits)
    {
        long size = 0;
        var sizes = _index.Sizes;
        for (int word = 0; word < bits.Length; word++)
        {
            for (ulong rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                size += sizes[(word << 6) + BitOperations.TrailingZeroCount(rest)];
            }
        }

        return size;
    }

    /// <summary>How many positions of a mask the signatures of a set have.</summary>
    public static long Hits(ReadOnlySpan<ulong> bits, UnitHits hits)
    {
        long count = 0;
        for (int i = 0; i < hits.Signatures.Length; i++)
        {
            int signature = hits.Signatures[i];
            if ((bits[signature >> 6] >> signature & 1) != 0)
            {
                count += hits.Hits[i];
            }
        }

        return count;
    }

    private int WordCount => (_index.SignatureCount + 63) >> 6;

    private ulong[] Join(IReadOnlyList<Bound> operands, Func<ulong, ulong, ulong> join)
    {
        ulong[] bits = Evaluate(operands[0]);
        for (int i = 1; i < operands.Count; i++)
        {
            ulong[] next = Evaluate(operands[i]);
            for (int word = 0; word < bits.Length; word++)
            {
                bits[word] = join(bits[word], next[word]);
            }
        }

        return bits;
    }

    private void Complement(ulong[] bits)
    {
        for (int word = 0; word < bits.Length; word++)
        {
            bits[word] = ~bits[word];
        }

        int rest = _index.SignatureCount & 63;
        if (rest != 0)
        {
            bits[^1] &= (1UL << rest) - 1;
        }
    }
}
