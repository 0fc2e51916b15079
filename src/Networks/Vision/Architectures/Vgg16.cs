using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision.Architectures;

/// <summary>VGG-16 without normalisation (Simonyan and Zisserman 2015), as torchvision has it; input of 224 x 224.</summary>
internal sealed class Vgg16 : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly nn.Module<Tensor, Tensor> _pool = nn.AdaptiveAvgPool2d([7, 7]);
    private readonly Sequential _classifier;

    public Vgg16(int classes)
        : base(nameof(Vgg16))
    {
        var row = new List<nn.Module<Tensor, Tensor>>();
        int channels = 3;
        foreach (int width in (ReadOnlySpan<int>)[64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0])
        {
            if (width == 0)
            {
                row.Add(nn.MaxPool2d(2, 2));
                continue;
            }

            row.Add(Modules.Convolution(channels, width, 3, 1, 1));
            row.Add(Modules.Relu());
            channels = width;
        }

        _features = Modules.Row(row);
        _classifier = Modules.Row(
            nn.Linear(512 * 7 * 7, 4096),
            Modules.Relu(),
            nn.Dropout(),
            nn.Linear(4096, 4096),
            Modules.Relu(),
            nn.Dropout(),
            nn.Linear(4096, classes));
        register_module("features", _features);
        register_module("avgpool", _pool);
        register_module("classifier", _classifier);
    }

    public override Tensor forward(Tensor input) => _classifier.call(flatten(_pool.call(_features.call(input)), 1));
}
