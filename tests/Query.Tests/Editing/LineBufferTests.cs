using CompExplain.Query.Editing;
using CsCheck;

namespace CompExplain.Query.Tests.Editing;

public sealed class LineBufferTests
{
    // An accented letter in two code points, a family of several, and a letter outside the basic plane.
    private const string Odd = "e\u0301👨‍👩‍👧𝔘";

    [Fact]
    public void Move_OddCharacters_GoesByWhatPeopleSee()
    {
        var line = new LineBuffer();
        line.Set(Odd);
        line.Left();
        Assert.Equal(Odd.Length - 2, line.Cursor);
        line.Left();
        Assert.Equal(2, line.Cursor);
        line.Left();
        Assert.Equal(0, line.Cursor);
        line.Right();
        Assert.Equal(2, line.Cursor);
    }

    [Fact]
    public void Backspace_OddCharacters_DeletesOneWhole()
    {
        var line = new LineBuffer();
        line.Set(Odd);
        line.Backspace();
        line.Backspace();
        Assert.Equal("e\u0301", line.Text);
        line.Home();
        line.Delete();
        Assert.Equal(string.Empty, line.Text);
    }

    [Fact]
    public void Kill_ToStartWordAndEnd_GivesWhatWasThere()
    {
        var line = new LineBuffer();
        line.Set("water OR  river", 8);
        Assert.Equal("OR", line.KillWord());
        Assert.Equal("water   river", line.Text);
        Assert.Equal("  river", line.KillToEnd());
        Assert.Equal("water ", line.KillToStart());
        Assert.Equal((string.Empty, 0), (line.Text, line.Cursor));
    }

    [Fact]
    public void Words_LeftAndRight_StopAtTheirEnds()
    {
        var line = new LineBuffer();
        line.Set("pre:man AND (dog)");
        line.WordLeft();
        Assert.Equal("pre:man AND (".Length, line.Cursor);
        line.WordLeft();
        Assert.Equal("pre:man ".Length, line.Cursor);
        line.WordRight();
        Assert.Equal("pre:man AND".Length, line.Cursor);
    }

    [Fact]
    public void AnyKeys_KeepTheCursorBetweenCharacters()
    {
        Action<LineBuffer>[] keys =
        [
            line => line.Left(), line => line.Right(), line => line.Home(), line => line.End(),
            line => line.WordLeft(), line => line.WordRight(), line => line.Backspace(), line => line.Delete(),
            line => line.KillWord(), line => line.KillToEnd(), line => line.KillToStart(),
            line => line.Insert(Odd), line => line.Insert("a b"),
        ];
        Gen.Int[0, keys.Length - 1].Array[0, 60].Sample(
            chosen =>
            {
                var line = new LineBuffer();
                foreach (int key in chosen)
                {
                    keys[key](line);
                    Assert.InRange(line.Cursor, 0, line.Text.Length);
                    Assert.False(line.Cursor < line.Text.Length && char.IsLowSurrogate(line.Text[line.Cursor]));
                }
            },
            iter: 500);
    }
}
