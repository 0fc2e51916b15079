using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision.Architectures;

/// <summary>AlexNet as torchvision has it (Krizhevsky 2014, "One weird trick"); input of 224 x 224.</summary>
internal sealed class AlexNet : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly nn.Module<Tensor, Tensor> _pool = nn.AdaptiveAvgPool2d([6, 6]);
    private readonly Sequential _classifier;

    public AlexNet(int classes)
        : base(nameof(AlexNet))
    {
        _features = Modules.Row(
            Modules.Convolution(3, 64, 11, 4, 2), Modules.Relu(), nn.MaxPool2d(3, 2),
            Modules.Convolution(64, 192, 5, 1, 2), Modules.Relu(), nn.MaxPool2d(3, 2),
            Modules.Convolution(192, 384, 3, 1, 1), Modules.Relu(),
            Modules.Convolution(384, 256, 3, 1, 1), Modules.Relu(),
            Modules.Convolution(256, 256, 3, 1, 1), Modules.Relu(), nn.MaxPool2d(3, 2));
        _classifier = Modules.Row(
            nn.Dropout(),
            nn.Linear(256 * 6 * 6, 4096),
            Modules.Relu(),
            nn.Dropout(),
            nn.Linear(4096, 4096),
            Modules.Relu(),
            nn.Linear(4096, classes));
        register_module("features", _features);
        register_module("avgpool", _pool);
        register_module("classifier", _classifier);
    }

    public override Tensor forward(Tensor input) => _classifier.call(flatten(_pool.call(_features.call(input)), 1));
}
