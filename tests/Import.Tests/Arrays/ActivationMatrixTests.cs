using System.IO.Compression;
using System.Text;
using CompExplain.Fixtures;
using CompExplain.Import.Arrays;
using CompExplain.Storage.Activations;
using CsCheck;

namespace CompExplain.Import.Tests.Arrays;

public sealed class ActivationMatrixTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f2")]
    [InlineData(">f2")]
    [InlineData("<f4")]
    [InlineData(">f4")]
    [InlineData("<f8")]
    [InlineData(">f8")]
    [InlineData("|i1")]
    [InlineData("<i2")]
    [InlineData(">i2")]
    [InlineData("<i4")]
    [InlineData(">i4")]
    [InlineData("<i8")]
    [InlineData(">i8")]
    public void ReadUnit_EveryTypeAndOrder_GivesTheNumbers(string descriptor)
    {
        // [[1, -2, 3], [4, 5, -6]] in C order, and the same in Fortran order.
        string c = _folder.Write("c.npy", Npy.File(descriptor, "(2, 3)", Npy.Encode(descriptor, 1, -2, 3, 4, 5, -6)));
        string f = _folder.Write(
            "f.npy", Npy.File(descriptor, "(2, 3)", Npy.Encode(descriptor, 1, 4, -2, 5, 3, -6), fortran: true));

        foreach (string path in (string[])[c, f])
        {
            using var matrix = ActivationMatrix.Open(path);
            Assert.Equal((2, 3, 1, 1), (matrix.Rows, matrix.Units, matrix.GridHeight, matrix.GridWidth));
            Assert.Equal([1, 4], Unit(matrix, 0));
            Assert.Equal([-2, 5], Unit(matrix, 1));
            Assert.Equal([3, -6], Unit(matrix, 2));
        }
    }

    [Theory]
    [InlineData("|b1", "bool", 1f)]
    [InlineData("|u1", "uint8", 255f)]
    [InlineData("<u2", "uint16", 65535f)]
    [InlineData(">u4", "uint32", 4294967040f)]
    [InlineData("<u8", "uint64", 1.5e18f)]
    public void ReadUnit_UnsignedAndBool_GivesTheNumbers(string descriptor, string name, float large)
    {
        string path = _folder.Write(
            "u.npy", Npy.File(descriptor, "(3,)", Npy.Encode(descriptor == "|b1" ? "|u1" : descriptor, 0, 1, large)));

        using var matrix = ActivationMatrix.Open(path);

        Assert.Equal((3, 1), (matrix.Rows, matrix.Units));
        Assert.Equal(name, Elements.NameOf(matrix.ElementType));
        Assert.Equal([0, 1, large], Unit(matrix, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Open_EveryVersion_IsRead(int version)
    {
        string path = _folder.Write("v.npy", Npy.File("<f4", "(2,)", Npy.Encode("<f4", 1.5f, 2.5f), version: version));

        using var matrix = ActivationMatrix.Open(path);

        Assert.Equal([1.5f, 2.5f], Unit(matrix, 0));
    }

    [Fact]
    public void Open_BytesThatNumPyWrote_AreRead()
    {
        // numpy.save of numpy.array([[1.5, 2.5]], dtype='<f4'), byte for byte: 128 bytes of header.
        string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0, .. Encoding.ASCII.GetBytes(
            header.PadRight(117)), 0x0A, 0, 0, 0xC0, 0x3F, 0, 0, 0x20, 0x40];

        using var matrix = ActivationMatrix.Open(_folder.Write("n.npy", bytes));

        Assert.Equal([1.5f], Unit(matrix, 0));
        Assert.Equal([2.5f], Unit(matrix, 1));
    }

    [Fact]
    public void ReadUnits_AnyShapeAndOrder_AreTheIndexFormula() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 12], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Bool).Sample((n, c, h, w, fortran) =>
        {
            float[] data = new float[n * c * h * w];
            float Value(int i, int u, int y, int x) => (((((i * c) + u) * h) + y) * w) + x;
            for (int i = 0; i < n; i++)
            {
                for (int u = 0; u < c; u++)
                {
                    for (int y = 0; y < h; y++)
                    {
                        for (int x = 0; x < w; x++)
                        {
                            data[fortran ? i + (n * (u + (c * (y + (h * x))))) : (int)Value(i, u, y, x)] = Value(i, u, y, x);
                        }
                    }
                }
            }

            string path = _folder.File($"{Guid.NewGuid():N}.npy");
            File.WriteAllBytes(path, Npy.File("<f4", $"({n}, {c}, {h}, {w})", Npy.Encode("<f4", data), fortran));
            using var matrix = ActivationMatrix.Open(path);
            Assert.Equal((n, c, h, w), (matrix.Rows, matrix.Units, matrix.GridHeight, matrix.GridWidth));
            int first = c / 3, count = c - first;
            float[] block = new float[count * n * h * w];
            matrix.ReadUnits(first, count, block);
            int at = 0;
            for (int u = first; u < c; u++)
            {
                for (int i = 0; i < n; i++)
                {
                    for (int y = 0; y < h; y++)
                    {
                        for (int x = 0; x < w; x++)
                        {
                            Assert.Equal(Value(i, u, y, x), block[at++]);
                        }
                    }
                }
            }

            File.Delete(path);
        }, iter: 200, threads: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_FlattenedWithAGrid_IsFourDimensional(bool fortran)
    {
        // One input, two units of 2 x 3; with one row, both orders are the same bytes.
        string path = _folder.Write(
            "g.npy", Npy.File("<f4", "(1, 12)", Npy.Encode("<f4", [.. Enumerable.Range(0, 12).Select(i => (float)i)]), fortran));

        using var matrix = ActivationMatrix.Open(path, grid: (2, 3));

        Assert.Equal((1, 2, 2, 3), (matrix.Rows, matrix.Units, matrix.GridHeight, matrix.GridWidth));
        Assert.Equal([6, 7, 8, 9, 10, 11], Unit(matrix, 1));
    }

    [Fact]
    public void Open_ThreeDimensions_IsOneUnitsGrids()
    {
        using var matrix = ActivationMatrix.Open(_folder.Write("t.npy", Npy.Floats("(2, 1, 2)", 1, 2, 3, 4)));

        Assert.Equal((2, 1, 1, 2), (matrix.Rows, matrix.Units, matrix.GridHeight, matrix.GridWidth));
        Assert.Equal([1, 2, 3, 4], Unit(matrix, 0));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Open_Npz_ReadsTheArrayAskedFor(CompressionLevel level)
    {
        string path = _folder.Write("z.npz", Npy.Zip(level, ("x", Npy.Floats("(2,)", 1, 2)), ("arr_0", Npy.Floats(
            "(300,)", Enumerable.Range(0, 300).Select(i => (float)i).ToArray()))));

        using var first = ActivationMatrix.Open(path);
        using var named = ActivationMatrix.Open(path, "x");

        Assert.Equal(Enumerable.Range(0, 300).Select(i => (float)i), Unit(first, 0));
        Assert.Equal([1, 2], Unit(named, 0));
        Assert.Contains("it has: x, arr_0", Refused(() => ActivationMatrix.Open(path, "y")), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NpzOfSeveralAndNoName_AsksForOne()
    {
        string path = _folder.Write(
            "z.npz", Npy.Zip(CompressionLevel.Optimal, ("x", Npy.Floats("(1,)", 1)), ("y", Npy.Floats("(1,)", 2))));

        Assert.Contains("2 arrays (x, y)", Refused(() => ActivationMatrix.Open(path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csr", "<i4")]
    [InlineData("csc", "<i4")]
    [InlineData("csr", "<i8")]
    public void Open_SciPySparse_GivesTheMatrix(string format, string index)
    {
        // [[1, 0, 2], [0, 0, 3]]
        string path = format == "csr"
            ? Sparse(format, index, [0, 2, 3], [0, 2, 2], [1, 2, 3])
            : Sparse(format, index, [0, 1, 1, 3], [0, 0, 1], [1, 2, 3]);

        using var matrix = ActivationMatrix.Open(path);

        Assert.Equal((2, 3), (matrix.Rows, matrix.Units));
        Assert.Equal([1, 0], Unit(matrix, 0));
        Assert.Equal([0, 0], Unit(matrix, 1));
        Assert.Equal([2, 3], Unit(matrix, 2));
    }

    [Fact]
    public void Open_SparseIndexOutside_IsRefused()
    {
        Assert.Contains("outside", Refused(
            () => ActivationMatrix.Open(Sparse("csr", "<i4", [0, 2, 3], [0, 3, 2], [1, 2, 3]))), StringComparison.Ordinal);
        Assert.Contains("outside", Refused(
            () => ActivationMatrix.Open(Sparse("csr", "<i4", [0, 2, 3], [0, -1, 2], [1, 2, 3]))), StringComparison.Ordinal);
        Assert.Contains("indptr", Refused(
            () => ActivationMatrix.Open(Sparse("csr", "<i4", [0, 3, 2], [0, 1, 2], [1, 2, 3]))), StringComparison.Ordinal);
        Assert.Contains("indptr falls", Refused(
            () => ActivationMatrix.Open(Sparse("csr", "<i4", [0, 4, 3], [0, 1, 2], [1, 2, 3]))), StringComparison.Ordinal);
        Assert.Contains("'coo'", Refused(
            () => ActivationMatrix.Open(Sparse("coo", "<i4", [0, 2, 3], [0, 1, 2], [1, 2, 3]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SparseOfHugeClaimedShape_IsRefused()
    {
        string wide = Sparse("csr", "<i4", [0, 2, 3], [0, 1, 2], [1, 2, 3], "<i8", [2, 2_000_000_000]);
        string tall = Sparse("csr", "<i4", [0, 2, 3], [0, 1, 2], [1, 2, 3], "<i8", [2_000_000_000, 3]);

        Assert.Contains("2000000000 units", Refused(() => ActivationMatrix.Open(wide)), StringComparison.Ordinal);
        Assert.Contains("indptr", Refused(() => ActivationMatrix.Open(tall)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f8", new float[] { 0.5f, 2, 3, 4 })]
    [InlineData("<i4", new float[] { 1, 2, 3, 16_777_216 })]
    public void Notes_ValuesThatFloat32Holds_HasNone(string type, float[] values)
    {
        using var matrix = ActivationMatrix.Open(_folder.Write("r.npy", Npy.File(type, "(4, 1)", Npy.Encode(type, values))));
        Unit(matrix, 0);

        Assert.Empty(matrix.Notes);
    }

    [Fact]
    public void Notes_ValuesThatFloat32RoundsOf_CountsThem()
    {
        byte[] integers = [.. new[] { 1L, (1L << 53) - 1, long.MaxValue, -3 }.SelectMany(BitConverter.GetBytes)];
        byte[] doubles = [.. new[] { 0.1, 0.5, double.PositiveInfinity, 0.3 }.SelectMany(BitConverter.GetBytes)];
        string integerPath = _folder.Write("i.npy", Npy.File("<i8", "(4, 1)", integers));
        string doublePath = _folder.Write("d.npy", Npy.File("<f8", "(4, 1)", doubles));
        using var whole = ActivationMatrix.Open(integerPath);
        using var real = ActivationMatrix.Open(doublePath);
        Unit(whole, 0);
        Unit(real, 0);

        Assert.Equal(
            $"{integerPath}: values of int64 rounded to float32: 2 (such as 9007199254740991 to 9.00719925E+15)",
            Assert.Single(whole.Notes).ToString());
        Assert.Equal(
            $"{doublePath}: values of float64 rounded to float32: 2 (such as 0.1 to 0.100000001)",
            Assert.Single(real.Notes).ToString());
    }

    [Theory]
    [InlineData("1,2\n3,4\n", null)]
    [InlineData("a,b c\n1,2\n3,4", "a|b c")]
    [InlineData("a;b\r\n1;2\r\n\r\n3;4\r\n", "a|b")]
    [InlineData("\uFEFFa\tb\n1\t2\n3\t4.0e0\n", "a|b")]
    [InlineData("\"a,1\",b\n1, 2\n\"3\",4", "a,1|b")]
    public void Open_Csv_GivesNumbersAndNames(string text, string? names)
    {
        using var matrix = ActivationMatrix.Open(_folder.Write("m.csv", text));

        Assert.Equal(names, matrix.UnitNames is null ? null : string.Join('|', matrix.UnitNames));
        Assert.Equal([1, 3], Unit(matrix, 0));
        Assert.Equal([2, 4], Unit(matrix, 1));
    }

    [Theory]
    [InlineData(",0,1\n0,1,2\n1,3,4\n", "0|1", "without a name")]
    [InlineData("Unnamed: 0,a,b\nx.jpg,1,2\ny.jpg,3,4\n", "a|b", "without a name")]
    [InlineData("Index,a,b\n1,1,2\n2,3,4\n", "a|b", "column 1, Index")]
    [InlineData("id,a,b\n0,1,2\n1,3,4\n", "a|b", "column 1, id")]
    [InlineData("0,1\n1,2\n3,4\n", "0|1", "taken as the columns' names: 2 (such as 0,1)")]
    [InlineData("7,12\n1,2.0\n3,4.5\n", "7|12", "taken as the columns' names")]
    public void Open_CsvOfADataFrame_LeavesIndexAndHeaderOut(string text, string names, string note)
    {
        using var matrix = ActivationMatrix.Open(_folder.Write("m.csv", text));
        matrix.FitTo(2);

        Assert.Equal((2, 2), (matrix.Rows, matrix.Units));
        Assert.Equal(names, string.Join('|', matrix.UnitNames!));
        Assert.Equal([1, 3], Unit(matrix, 0));
        Assert.Contains(note, Assert.Single(matrix.Notes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CsvWithoutHeaderWithAnIndex_LeavesItOut()
    {
        using var matrix = ActivationMatrix.Open(_folder.Write("m.csv", "0,1.5\n1,2.5\n2,3.5\n"));

        Assert.Equal((3, 1), (matrix.Rows, matrix.Units));
        Assert.Equal([1.5f, 2.5f, 3.5f], Unit(matrix, 0));
        Assert.Contains("count the rows", Assert.Single(matrix.Notes).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0,1\n1,2\n", 2)]
    [InlineData("id,a\n5,1\n7,2\n", 2)]
    [InlineData("index\n0\n1\n", 2)]
    public void Open_CsvWhoseNumbersAreUnits_KeepsThemAll(string text, int inputs)
    {
        using var matrix = ActivationMatrix.Open(_folder.Write("m.csv", text));
        matrix.FitTo(inputs);

        Assert.Equal(inputs, matrix.Rows);
        Assert.Equal(text.Split('\n')[0].Split(',').Length, matrix.Units);
        Assert.Empty(matrix.Notes);
    }

    [Fact]
    public void FitTo_FirstLineThatMayBeARow_IsRefused()
    {
        using var matrix = ActivationMatrix.Open(_folder.Write("m.csv", "5,5\n1,2\n3,4\n"));

        Assert.Contains("line 1 (5,5) is likely a header", Refused(() => Fit(matrix)), StringComparison.Ordinal);

        static ActivationMatrix Fit(ActivationMatrix matrix)
        {
            matrix.FitTo(2);
            return matrix;
        }
    }

    [Theory]
    [InlineData("1,2\n3\n", "line 2: 1 cells")]
    [InlineData(",1.5\n1,2\n", "line 1, column 1: '' is not a number")]
    [InlineData("inf,1.5\n1,2\n", "line 1, column 1: 'inf' is not a number")]
    [InlineData("NA,2\n1,2\n", "line 1, column 1: 'NA' is not a number")]
    [InlineData("1.5,x\n1,2\n", "line 1, column 2: 'x' is not a number")]
    [InlineData("a,b\n1,inf\n", "line 2, column 2 (b): 'inf' is not a number")]
    [InlineData("a;b\n1,5;2\n", "line 2, column 1 (a): '1,5' is not a number; write numbers with a decimal point")]
    [InlineData("1,2\n3,x\n", "line 2, column 2: 'x'")]
    [InlineData("a,b\n", "no rows")]
    [InlineData("1,\"2\n3,4\n", "is it a CSV file?")]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    public void Open_BadCsv_IsRefused(string text, string expected) =>
        Assert.Contains(expected, Refused(() => ActivationMatrix.Open(_folder.Write("m.csv", text))), StringComparison.Ordinal);

    [Fact]
    public void Open_CsvNotUtf8_IsRefused() =>
        Assert.Contains("not UTF-8", Refused(() => ActivationMatrix.Open(
            _folder.Write("m.csv", [(byte)'a', 0xE9, (byte)'\n', (byte)'1']))), StringComparison.Ordinal);

    [Fact]
    public void Open_CsvOfOneEndlessQuotedCell_IsRefused() =>
        Assert.Contains("m.csv", Refused(
            () => ActivationMatrix.Open(_folder.Write("m.csv", "a\n\"" + new string('1', 20 << 20)))), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000, 4000000000, 4000000000), }", "more than any file")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), }", "cut short")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "one to four dimensions")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "pickles are never read")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "structured")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "the type '<c8'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "damaged header")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,), }", "damaged header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "damaged header")]
    [InlineData("{'descr': '<f4", "damaged header")]
    [InlineData("import os", "damaged header")]
    public void Open_HostileHeader_IsRefused(string header, string expected)
    {
        string path = _folder.Write("h.npy", [.. Npy.Header(header), 0, 0, 0, 0]);

        Assert.Contains(expected, Refused(() => ActivationMatrix.Open(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DamagedFiles_AreRefused()
    {
        byte[] good = Npy.Floats("(2, 2)", 1, 2, 3, 4);

        Assert.Contains("no file", Refused(() => ActivationMatrix.Open(_folder.File("none.npy"))), StringComparison.Ordinal);
        Assert.Contains("folder", Refused(() => ActivationMatrix.Open(_folder.Path)), StringComparison.Ordinal);
        Assert.Contains("is empty", Refused(() => ActivationMatrix.Open(_folder.Write("e.npy", []))), StringComparison.Ordinal);
        Assert.Contains("not a NumPy array", Refused(
            () => ActivationMatrix.Open(_folder.Write("t.npy", "hello world"))), StringComparison.Ordinal);
        Assert.Contains("more than its shape", Refused(
            () => ActivationMatrix.Open(_folder.Write("l.npy", [.. good, 0]))), StringComparison.Ordinal);
        Assert.Contains("no rows", Refused(
            () => ActivationMatrix.Open(_folder.Write("z.npy", Npy.Floats("(0, 2)")))), StringComparison.Ordinal);
        Assert.Contains("one to four dimensions", Refused(
            () => ActivationMatrix.Open(_folder.Write("five.npy", Npy.Floats("(1, 1, 1, 1, 1)", 1)))), StringComparison.Ordinal);
        Assert.Contains("version 9", Refused(
            () => ActivationMatrix.Open(_folder.Write("v.npy", Npy.Header("{}", 9)))), StringComparison.Ordinal);
        Assert.Contains("claims a header", Refused(() => ActivationMatrix.Open(
            _folder.Write("b.npy", [.. good[..6], 2, 0, 255, 255, 255, 127]))), StringComparison.Ordinal);
        Assert.Contains(
            "divide", Refused(() => ActivationMatrix.Open(_folder.Write("d.npy", good), grid: (3, 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EveryTruncation_IsRefusedAndNothingElse()
    {
        byte[] npy = Npy.Floats("(2, 2)", 1, 2, 3, 4);
        byte[] npz = Npy.Zip(CompressionLevel.Optimal, ("arr_0", npy));
        for (int length = 0; length < npy.Length; length++)
        {
            Assert.ThrowsAny<ImportException>(() => ReadAll(_folder.Write("t.npy", npy[..length])));
        }

        for (int length = 0; length < npz.Length; length++)
        {
            Assert.ThrowsAny<ImportException>(() => ReadAll(_folder.Write("t.npz", npz[..length])));
        }
    }

    [Fact]
    public void Open_AnyByteChanged_IsReadOrRefusedAndNothingElse()
    {
        byte[][] files =
        [
            Npy.Floats("(2, 2)", 1, 2, 3, 4),
            Npy.Zip(CompressionLevel.Optimal, ("arr_0", Npy.Floats("(2, 2)", 1, 2, 3, 4))),
            Npy.Zip(CompressionLevel.NoCompression, ("arr_0", Npy.Floats("(2, 2)", 1, 2, 3, 4))),
            File.ReadAllBytes(Sparse("csr", "<i4", [0, 2, 3], [0, 2, 2], [1, 2, 3])),
        ];
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, int.MaxValue], Gen.Byte).Sample((file, at, value) =>
        {
            byte[] bytes = [.. files[file]];
            bytes[at % bytes.Length] = value;
            string path = _folder.File($"{Guid.NewGuid():N}.bin");
            File.WriteAllBytes(path, bytes);
            try
            {
                ReadAll(path);
            }
            catch (ImportException)
            {
                // Refused in a message, which is what a changed byte may come to.
            }

            File.Delete(path);
        }, iter: 1500, threads: 1);
    }

    [Fact]
    public void Open_ZipBomb_IsRefusedBeforeItIsUnpacked()
    {
        string path = _folder.File("bomb.npz");
        using (var stream = File.Create(path))
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        using (var content = archive.CreateEntry("arr_0.npy").Open())
        {
            content.Write(Npy.Header("{'descr': '|b1', 'fortran_order': False, 'shape': (300000000, 1), }"));
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 300; i++)
            {
                content.Write(zeros);
            }
        }

        Assert.Contains("would decompress", Refused(() => ActivationMatrix.Open(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadUnits_OutsideOrWrongLength_IsRefused()
    {
        using var matrix = ActivationMatrix.Open(_folder.Write("m.npy", Npy.Floats("(2, 2)", 1, 2, 3, 4)));

        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.ReadUnit(2, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.ReadUnit(-1, new float[2]));
        Assert.Throws<ArgumentException>(() => matrix.ReadUnit(0, new float[3]));
    }

    [Fact]
    public void ReadUnit_FromManyThreads_IsTheSame()
    {
        float[] data = [.. Enumerable.Range(0, 64 * 32).Select(i => (float)i)];
        using var matrix = ActivationMatrix.Open(
            _folder.Write("p.npz", Npy.Zip(CompressionLevel.Optimal, ("a", Npy.Floats("(64, 32)", data)))));

        Parallel.For(0, 320, i =>
        {
            float[] unit = Unit(matrix, i % 32);
            for (int row = 0; row < 64; row++)
            {
                Assert.Equal((row * 32) + (i % 32), unit[row]);
            }
        });
    }

    private static void ReadAll(string path)
    {
        using var matrix = ActivationMatrix.Open(path);
        for (int unit = 0; unit < Math.Min(matrix.Units, 100); unit++)
        {
            Unit(matrix, unit);
        }
    }

    private static float[] Unit(ActivationMatrix matrix, int unit)
    {
        float[] values = new float[matrix.ValuesPerUnit];
        matrix.ReadUnit(unit, values);
        return values;
    }

    private static string Refused(Action action) => Assert.Throws<ImportException>(action).Message;

    // What scipy.sparse.save_npz writes.
    private string Sparse(
        string format,
        string index,
        float[] pointer,
        float[] indices,
        float[] data,
        string shapeType = "<i8",
        float[]? shape = null) =>
        _folder.Write($"{Guid.NewGuid():N}.npz", Npy.Zip(
            CompressionLevel.Optimal,
            ("indices", Npy.File(index, $"({indices.Length},)", Npy.Encode(index, indices))),
            ("indptr", Npy.File(index, $"({pointer.Length},)", Npy.Encode(index, pointer))),
            ("format", Npy.File("|S3", "()", Encoding.ASCII.GetBytes(format))),
            ("shape", Npy.File(shapeType, "(2,)", Npy.Encode(shapeType, shape ?? [2, 3]))),
            ("data", Npy.File("<f4", $"({data.Length},)", Npy.Encode("<f4", data)))));
}
