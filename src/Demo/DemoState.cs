namespace CompExplain.Demo;

/// <summary>How far a demo's database is. Each state is reached in one transaction.</summary>
public enum DemoState
{
    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>There is a probe database, and it is not this demo's.</summary>
    Foreign,

    /// <summary>The inputs and the concepts are in it.</summary>
    Imported,

    /// <summary>The network's units and predictions are in it too.</summary>
    Probed,
}
