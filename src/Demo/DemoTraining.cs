namespace CompExplain.Demo;

/// <summary>How well a demo's network does, from what is stored.</summary>
/// <param name="HeldOut">The number of inputs it was not trained on.</param>
/// <param name="Right">How many of those it is right on.</param>
public sealed record DemoTraining(int HeldOut, int Right)
{
    /// <summary>The share that it is right on; 0 where nothing was held out.</summary>
    public double Accuracy => HeldOut == 0 ? 0 : (double)Right / HeldOut;
}
