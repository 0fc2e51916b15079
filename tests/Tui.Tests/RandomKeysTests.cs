using System.Diagnostics;
using CompExplain.Fixtures;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Tests;

/// <summary>Whatever keys are pressed, nothing fails and nothing hangs.</summary>
public sealed class RandomKeysTests : IDisposable
{
    private const int Sequences = 200;
    private const int KeysEach = 30;

    private static readonly string[] Others =
    [
        "a", "e", "0", "7", "(", ")", " ", "'", "\"", "?", "w", "Enter", "Esc", "Tab", "Backspace", "Delete",
        "CursorUp", "CursorDown", "CursorLeft", "CursorRight",
        "Home", "End", "PageUp", "PageDown", "F7", "F10", "F12", "Ctrl+Z", "Ctrl+C", "Alt+X", "Shift+Tab", "Shift+CursorDown",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keys_AtRandom_NeverFailNorHang()
    {
        string path = SmallWorld.Write(_folder), texts = SmallWorld.WriteTexts(_folder);
        var slowest = TimeSpan.Zero;
        for (int seed = 0; seed < Sequences; seed++)
        {
            var random = new Random(seed);
            using var screen = new ScreenTest(
                seed % 4 == 3 ? texts : path, random.Next(40, 170), random.Next(10, 60),
                new UiOptions { Depth = (ColorDepth)(seed % 4), Folder = _folder.Path, Pictures = new StripedPictures() });
            var pressed = new List<string>();
            try
            {
                for (int i = 0; i < KeysEach; i++)
                {
                    var known = screen.Model.Active.Select(command => command.Key).ToList();
                    string key = random.Next(3) > 0 ? known[random.Next(known.Count)] : Others[random.Next(Others.Length)];
                    pressed.Add(key);
                    long start = Stopwatch.GetTimestamp();
                    screen.Strike(key);
                    slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
                    if (random.Next(8) == 0)
                    {
                        screen.Settle();
                    }

                    if (random.Next(12) == 0)
                    {
                        screen.Resize(random.Next(20, 170), random.Next(5, 60));
                    }
                }

                screen.Settle();
                Assert.NotEmpty(screen.Text.Trim());
                Assert.False(
                    screen.Session.Message.StartsWith("internal error", StringComparison.Ordinal),
                    screen.Session.Failure?.ToString());
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: {string.Join(' ', pressed)}", error);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"the slowest key took {slowest.TotalMilliseconds:0.0} ms");
    }
}
