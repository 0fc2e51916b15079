using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision.Architectures;

/// <summary>ResNet (He et al. 2016), as torchvision has it; input of 224 x 224.</summary>
internal sealed class ResNet : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.Module<Tensor, Tensor>> _row;
    private readonly nn.Module<Tensor, Tensor> _last;

    /// <summary>Makes the network with random weights.</summary>
    /// <param name="bottleneck">Blocks of three convolutions (ResNet-50 and up), else of two.</param>
    /// <param name="depths">Blocks in each of the four layers.</param>
    /// <param name="classes">How many outputs.</param>
    public ResNet(bool bottleneck, ReadOnlySpan<int> depths, int classes)
        : base(nameof(ResNet))
    {
        int expansion = bottleneck ? 4 : 1;
        _row = [];
        Add("conv1", Modules.Convolution(3, 64, 7, 2, 3, bias: false));
        Add("bn1", nn.BatchNorm2d(64));
        Add("relu", Modules.Relu());
        Add("maxpool", nn.MaxPool2d(3, 2, 1));
        int channels = 64;
        for (int i = 0; i < depths.Length; i++)
        {
            int width = 64 << i;
            var blocks = new List<nn.Module<Tensor, Tensor>>();
            for (int block = 0; block < depths[i]; block++)
            {
                int stride = i > 0 && block == 0 ? 2 : 1;
                blocks.Add(new Block(bottleneck, channels, width, width * expansion, stride));
                channels = width * expansion;
            }

            Add($"layer{i + 1}", Modules.Row(blocks));
        }

        Add("avgpool", nn.AdaptiveAvgPool2d([1, 1]));
        _last = nn.Linear(channels, classes);
        register_module("fc", _last);
    }

    public override Tensor forward(Tensor input)
    {
        foreach (var module in _row)
        {
            input = module.call(input);
        }

        return _last.call(flatten(input, 1));
    }

    private void Add(string name, nn.Module<Tensor, Tensor> module)
    {
        register_module(name, module);
        _row.Add(module);
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly List<(nn.Module<Tensor, Tensor> Convolution, nn.Module<Tensor, Tensor> Norm)> _steps = [];
        private readonly nn.Module<Tensor, Tensor> _relu = Modules.Relu();
        private readonly Sequential? _downsample;

        public Block(bool bottleneck, int input, int width, int output, int stride)
            : base(nameof(Block))
        {
            if (bottleneck)
            {
                // torchvision strides in the 3 x 3 convolution ("ResNet V1.5").
                Add(Modules.Convolution(input, width, 1, bias: false), width);
                Add(Modules.Convolution(width, width, 3, stride, 1, bias: false), width);
                Add(Modules.Convolution(width, output, 1, bias: false), output);
            }
            else
            {
                Add(Modules.Convolution(input, width, 3, stride, 1, bias: false), width);
                Add(Modules.Convolution(width, output, 3, 1, 1, bias: false), output);
            }

            register_module("relu", _relu);
            if (stride == 1 && input == output)
            {
                return;
            }

            _downsample = Modules.Row(Modules.Convolution(input, output, 1, stride, bias: false), nn.BatchNorm2d(output));
            register_module("downsample", _downsample);
        }

        public override Tensor forward(Tensor input)
        {
            var value = input;
            for (int i = 0; i < _steps.Count; i++)
            {
                value = _steps[i].Norm.call(_steps[i].Convolution.call(value));
                if (i + 1 < _steps.Count)
                {
                    value = _relu.call(value);
                }
            }

            return _relu.call(value + (_downsample?.call(input) ?? input));
        }

        private void Add(nn.Module<Tensor, Tensor> convolution, int width)
        {
            var norm = nn.BatchNorm2d(width);
            _steps.Add((convolution, norm));
            register_module($"conv{_steps.Count}", convolution);
            register_module($"bn{_steps.Count}", norm);
        }
    }
}
