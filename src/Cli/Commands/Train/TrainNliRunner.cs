using System.Diagnostics;
using System.Globalization;
using CompExplain.Networks.Nli;
using CompExplain.Query.Diagnostics;

namespace CompExplain.Cli.Commands.Train;

/// <summary>Runs a training: prints a line an epoch, a line of progress in between, and the summary.</summary>
internal static class TrainNliRunner
{
    public static int Run(Terminal terminal, NliTrainingOptions options)
    {
        var report = new Report(terminal);
        NliTrainingSummary summary;
        try
        {
            summary = NliTrainer.Train(options, TimeProvider.System, report, terminal.Cancellation);
        }
        catch (OperationCanceledException)
        {
            report.Clear();
            Talk.Say(terminal, report.EpochsDone > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"stopped after epoch {report.EpochsDone}: the same command resumes")
                : "stopped: the same command resumes after the last finished epoch");
            throw;
        }
        finally
        {
            report.Clear();
        }

        var text = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.ModelPath}: {summary.Pairs:N0} pairs, {summary.Words:N0} words, epoch {summary.BestEpoch} of "
                + $"{summary.Epochs}"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.HeldOutAccuracy * 100:N1} % of {summary.HeldOutPairs:N0} held-out pairs right"),
        };
        if (summary.DevAccuracy is { } accuracy)
        {
            text.Add(
                string.Create(CultureInfo.InvariantCulture, $"{accuracy * 100:N1} % of {summary.DevPairs:N0} dev pairs right"));
        }

        text.Add(string.Create(CultureInfo.InvariantCulture, $"{summary.Elapsed.TotalMinutes:N1} min"));
        terminal.Out.WriteLine(VisibleText.Of(string.Join(", ", text)));
        return ExitCode.Success;
    }

    private sealed class Report(Terminal terminal) : IProgress<NliTrainingProgress>
    {
        private const string StartOfLine = "\r\e[K";

        private long _start;
        private double _startsAt;
        private bool _isLineOpen;

        public int EpochsDone { get; private set; }

        void IProgress<NliTrainingProgress>.Report(NliTrainingProgress value)
        {
            double done = value.Epoch - 1 + ((double)value.Batch / value.Batches);
            if (_start == 0)
            {
                _start = Stopwatch.GetTimestamp();
                _startsAt = done;
                if (value.Epoch > 1)
                {
                    Talk.Say(terminal, string.Create(CultureInfo.InvariantCulture, $"resuming after epoch {value.Epoch - 1}"));
                }
            }

            string left = done > _startsAt
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $", at most {Duration(Stopwatch.GetElapsedTime(_start) * (value.Epochs - done) / (done - _startsAt))} left")
                : string.Empty;
            if (value.HeldOutAccuracy is { } accuracy)
            {
                Clear();
                EpochsDone = value.Epoch;
                Talk.Say(terminal, string.Create(
                    CultureInfo.InvariantCulture,
                    $"epoch {value.Epoch} of {value.Epochs}: loss {value.Loss:N3}, {accuracy * 100:N1} % of the held-out pairs "
                    + $"right{left}"));
            }
            else if (terminal.IsErrorTerminal)
            {
                string line = string.Create(
                    CultureInfo.InvariantCulture,
                    $"epoch {value.Epoch} of {value.Epochs}, batch {value.Batch} of {value.Batches}, loss {value.Loss:N3}{left}");
                terminal.Error.Write(StartOfLine + line[..Math.Min(line.Length, terminal.Width - 1)]);
                _isLineOpen = true;
            }
        }

        public void Clear()
        {
            if (_isLineOpen)
            {
                terminal.Error.Write(StartOfLine);
            }

            _isLineOpen = false;
        }

        private static string Duration(TimeSpan time) => time.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMinutes):N0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):N0} s");
    }
}
