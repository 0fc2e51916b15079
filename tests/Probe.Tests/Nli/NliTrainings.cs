namespace CompExplain.Probe.Tests.Nli;

/// <summary>Trainings run one after the other: libtorch has one sequence of random numbers for the process.</summary>
[CollectionDefinition(Name)]
public sealed class NliTrainings
{
    public const string Name = "nli trainings";
}
