using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision.Architectures;

/// <summary>DenseNet-161 (Huang et al. 2017), as torchvision has it; input of 224 x 224.</summary>
internal sealed class DenseNet161 : nn.Module<Tensor, Tensor>
{
    private const int Growth = 48;
    private const int Bottleneck = 4;

    private readonly Sequential _features;
    private readonly nn.Module<Tensor, Tensor> _classifier;

    public DenseNet161(int classes)
        : base(nameof(DenseNet161))
    {
        int channels = 2 * Growth;
        var features = new List<(string, nn.Module<Tensor, Tensor>)>
        {
            ("conv0", Modules.Convolution(3, channels, 7, 2, 3, bias: false)),
            ("norm0", nn.BatchNorm2d(channels)),
            ("relu0", Modules.Relu()),
            ("pool0", nn.MaxPool2d(3, 2, 1)),
        };
        ReadOnlySpan<int> depths = [6, 12, 36, 24];
        for (int i = 0; i < depths.Length; i++)
        {
            features.Add(($"denseblock{i + 1}", new DenseBlock(depths[i], channels)));
            channels += depths[i] * Growth;
            if (i + 1 == depths.Length)
            {
                break;
            }

            features.Add(($"transition{i + 1}", nn.Sequential(
                ("norm", nn.BatchNorm2d(channels)),
                ("relu", Modules.Relu()),
                ("conv", Modules.Convolution(channels, channels / 2, 1, bias: false)),
                ("pool", nn.AvgPool2d(2, 2)))));
            channels /= 2;
        }

        features.Add(("norm5", nn.BatchNorm2d(channels)));
        _features = nn.Sequential(features);
        _classifier = nn.Linear(channels, classes);
        register_module("features", _features);
        register_module("classifier", _classifier);
    }

    public override Tensor forward(Tensor input)
    {
        var features = nn.functional.relu(_features.call(input));
        return _classifier.call(flatten(nn.functional.adaptive_avg_pool2d(features, [1, 1]), 1));
    }

    private sealed class DenseBlock : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.Module<Tensor, Tensor>> _layers = [];

        public DenseBlock(int depth, int channels)
            : base(nameof(DenseBlock))
        {
            for (int i = 0; i < depth; i++)
            {
                int input = channels + (i * Growth);
                var layer = nn.Sequential(
                    ("norm1", nn.BatchNorm2d(input)),
                    ("relu1", Modules.Relu()),
                    ("conv1", Modules.Convolution(input, Bottleneck * Growth, 1, bias: false)),
                    ("norm2", nn.BatchNorm2d(Bottleneck * Growth)),
                    ("relu2", Modules.Relu()),
                    ("conv2", Modules.Convolution(Bottleneck * Growth, Growth, 3, 1, 1, bias: false)));
                _layers.Add(layer);
                register_module($"denselayer{i + 1}", layer);
            }
        }

        public override Tensor forward(Tensor input)
        {
            var all = new List<Tensor> { input };
            foreach (var layer in _layers)
            {
                all.Add(layer.call(all.Count == 1 ? input : cat(all, 1)));
            }

            return cat(all, 1);
        }
    }
}
