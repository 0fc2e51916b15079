using TorchSharp;
using static TorchSharp.torch;

namespace CompExplain.Networks.Nli;

/// <summary>
/// The optimiser Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019) on all but vectors and
/// biases. Vectors of words move a tenth as fast: a word that the pairs lack keeps its given vector, and must go on to
/// mean what it does beside those that have moved. Its state is tensors with names, so that it can be stored with the weights.
/// </summary>
internal sealed class Adam : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Smallest = 1e-8;
    private const double VectorRate = 0.1;

    private readonly List<Slot> _slots = [];
    private readonly double _weightDecay;

    /// <summary>Starts for a module's parameters.</summary>
    public Adam(NliNetwork module, double weightDecay)
    {
        _weightDecay = weightDecay;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, parameter) in module.named_parameters())
        {
            bool isVectors = name.StartsWith("emb.", StringComparison.Ordinal);
            _slots.Add(new(
                parameter,
                zeros_like(parameter).DetachFromDisposeScope(),
                zeros_like(parameter).DetachFromDisposeScope(),
                isVectors ? VectorRate : 1,
                parameter.dim() > 1 && !isVectors));
            State["adam.first." + name] = _slots[^1].First;
            State["adam.second." + name] = _slots[^1].Second;
        }
    }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>The running moments, by name.</summary>
    public Dictionary<string, Tensor> State { get; } = new(StringComparer.Ordinal);

    /// <summary>Moves the parameters against their gradients, and forgets these.</summary>
    public void Step(double rate, double longestGradient)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        double clip = 1;
        var squares = _slots.Where(slot => slot.Parameter.grad is not null)
            .Select(slot => slot.Parameter.grad!.square().sum())
            .ToList();
        double length = Math.Sqrt(stack(squares).sum().ToDouble());
        if (length > longestGradient)
        {
            clip = longestGradient / length;
        }

        double firstScale = rate / (1 - Math.Pow(FirstDecay, Steps));
        double secondScale = 1 / Math.Sqrt(1 - Math.Pow(SecondDecay, Steps));
        foreach (var slot in _slots)
        {
            if (slot.Parameter.grad is not { } gradient)
            {
                continue;
            }

            if (clip < 1)
            {
                gradient.mul_(clip);
            }

            slot.First.mul_(FirstDecay).add_(gradient, 1 - FirstDecay);
            slot.Second.mul_(SecondDecay).addcmul_(gradient, gradient, 1 - SecondDecay);
            if (slot.Decays)
            {
                slot.Parameter.mul_(1 - (rate * _weightDecay));
            }

            var divisor = slot.Second.sqrt().mul_(secondScale).add_(Smallest);
            slot.Parameter.addcdiv_(slot.First, divisor, -firstScale * slot.Rate);
            gradient.zero_();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in State.Values)
        {
            tensor.Dispose();
        }
    }

    private sealed record Slot(Tensor Parameter, Tensor First, Tensor Second, double Rate, bool Decays);
}
