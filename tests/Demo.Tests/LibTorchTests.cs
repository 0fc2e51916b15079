namespace CompExplain.Demo.Tests;

/// <summary>
/// Tests that run networks go one after the other, and beside no others: libtorch has one sequence of random numbers and one
/// number of threads for the process.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LibTorchTests
{
    public const string Name = "libtorch";
}
