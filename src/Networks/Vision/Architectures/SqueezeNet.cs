using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision.Architectures;

/// <summary>SqueezeNet 1.0 and 1.1 (Iandola et al. 2016), as torchvision has them; input of 224 or 227 squared.</summary>
internal sealed class SqueezeNet : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly Sequential _classifier;

    public SqueezeNet(bool later, int classes)
        : base(nameof(SqueezeNet))
    {
        _features = later
            ? Modules.Row(
                Modules.Convolution(3, 64, 3, 2), Modules.Relu(), Pool(),
                new Fire(64, 16, 64), new Fire(128, 16, 64), Pool(),
                new Fire(128, 32, 128), new Fire(256, 32, 128), Pool(),
                new Fire(256, 48, 192), new Fire(384, 48, 192), new Fire(384, 64, 256), new Fire(512, 64, 256))
            : Modules.Row(
                Modules.Convolution(3, 96, 7, 2), Modules.Relu(), Pool(),
                new Fire(96, 16, 64), new Fire(128, 16, 64), new Fire(128, 32, 128), Pool(),
                new Fire(256, 32, 128), new Fire(256, 48, 192), new Fire(384, 48, 192), new Fire(384, 64, 256), Pool(),
                new Fire(512, 64, 256));
        _classifier = Modules.Row(
            nn.Dropout(), Modules.Convolution(512, classes, 1), Modules.Relu(), nn.AdaptiveAvgPool2d([1, 1]));
        register_module("features", _features);
        register_module("classifier", _classifier);
    }

    /// <summary>
    /// The names of Caffe's model, which the first published weights have, by torchvision's: <c>fire2.squeeze1x1</c> for
    /// <c>features.3.squeeze</c>.
    /// </summary>
    public static IReadOnlyList<(string Caffe, string Torchvision)> CaffeNames(bool later)
    {
        var names = new List<(string, string)> { ("conv1", "features.0"), ("conv10", "classifier.1") };
        ReadOnlySpan<int> places = later ? [3, 4, 6, 7, 9, 10, 11, 12] : [3, 4, 5, 7, 8, 9, 10, 12];
        for (int i = 0; i < places.Length; i++)
        {
            names.Add(($"fire{i + 2}.squeeze1x1", $"features.{places[i]}.squeeze"));
            names.Add(($"fire{i + 2}", $"features.{places[i]}"));
        }

        return names;
    }

    public override Tensor forward(Tensor input) => flatten(_classifier.call(_features.call(input)), 1);

    private static nn.Module<Tensor, Tensor> Pool() => nn.MaxPool2d(3, 2, ceil_mode: true);

    private sealed class Fire : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor>[] _parts;

        public Fire(int input, int squeezed, int expanded)
            : base(nameof(Fire))
        {
            _parts =
            [
                Modules.Convolution(input, squeezed, 1), Modules.Relu(),
                Modules.Convolution(squeezed, expanded, 1), Modules.Relu(),
                Modules.Convolution(squeezed, expanded, 3, 1, 1), Modules.Relu(),
            ];
            string[] names =
            [
                "squeeze",
                "squeeze_activation",
                "expand1x1",
                "expand1x1_activation",
                "expand3x3",
                "expand3x3_activation",
            ];
            for (int i = 0; i < names.Length; i++)
            {
                register_module(names[i], _parts[i]);
            }
        }

        public override Tensor forward(Tensor input)
        {
            var squeezed = _parts[1].call(_parts[0].call(input));
            return cat([_parts[3].call(_parts[2].call(squeezed)), _parts[5].call(_parts[4].call(squeezed))], 1);
        }
    }
}
