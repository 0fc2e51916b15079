using System.ComponentModel;
using CompExplain.Cli.Tests.Architecture.Examples.Straight.Below;

#pragma warning disable CA1812, CA1822, CA1823, CS0169, IDE0044, IDE0051, IDE0052 // Read as metadata only.

namespace CompExplain.Cli.Tests.Architecture.Examples.Kinds;

// One type for each kind of reference.
internal sealed record UsesBase : Foot;

internal sealed class UsesInterface : IFoot;

internal sealed class UsesField
{
    private Foot? _foot;
}

internal sealed class UsesParameter
{
    public void Take(Foot foot) => _ = foot is null;
}

internal sealed class UsesResult
{
    public Foot? Give() => null;
}

internal sealed class UsesBody
{
    public string Text() => new Foot().ToString();
}

internal sealed class UsesLambda
{
    public Func<string> Text() => () => new Foot().ToString();
}

internal sealed class UsesIterator
{
    public IEnumerable<string> Texts()
    {
        yield return new Foot().ToString();
    }
}

internal sealed class UsesCaught
{
    public bool Fails(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (FootException)
        {
            return true;
        }
    }
}

internal sealed class UsesArgument
{
    public int Count() => Array.Empty<Foot>().Length;
}

[Foot]
internal sealed class UsesAttributed;

[TypeConverter(typeof(Foot))]
internal sealed class UsesAttributeValue;

internal sealed class UsesConstraint<T>
    where T : Foot;

internal sealed class UsesArray
{
    private Foot[][]? _feet;
}

internal sealed class UsesInner
{
    private sealed class Inside
    {
        private Foot? _foot;
    }
}
