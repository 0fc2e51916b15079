using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using CompExplain.Storage;
using CompExplain.Storage.Masks;
using Roaring.Net.CRoaring;

namespace CompExplain.Bench.Bitmaps;

/// <summary>Single operations on the largest masks of a database: the assembly of the checkout before against the library, in turns.</summary>
internal static class BitmapKernels
{
    private const int Masks = 24;
    private const int Rounds = 15;

    public static void Run(string checkout, string path)
    {
        var before = new Before(Path.Combine(checkout, "src", "Cli", "bin", "Release", "net10.0", "CompExplain.Roaring.dll"));
        using var database = ProbeDatabase.Open(path);
        Compare("concepts", database.Concepts.OrderByDescending(concept => concept.Size).Select(concept => MaskOwner.Concept(concept.Id)));
        Compare("units", database.Layers.SelectMany(layer => database.Units(layer.Id)).OrderByDescending(unit => unit.Size).Select(unit => MaskOwner.Unit(unit.Id)));

        void Compare(string group, IEnumerable<MaskOwner> owners)
        {
            byte[][] masks = [.. owners.Take(Masks).Select(owner => database.Masks.Read(owner, 0)).Where(mask => !mask.IsEmpty).Select(mask => mask.Bytes.ToArray())];
            if (masks.Length > 1)
            {
                CompareMasks(before, group, masks);
            }
        }
    }

    private static void CompareMasks(Before before, string group, byte[][] masks)
    {
        object[] views = Array.ConvertAll(masks, before.Open);
        var opened = Array.ConvertAll(masks, mask => SerializedMask.Read(mask).Open());
        try
        {
            int pairs = masks.Length * (masks.Length - 1);
            Time($"{group}: open and check", masks.Length, () => masks.Sum(mask => before.Count(before.Open(mask))), () => masks.Sum(mask =>
            {
                var read = SerializedMask.Read(mask);
                using var bitmap = read.Open();
                return read.Count;
            }));
            Time($"{group}: runs", masks.Length, () => views.Sum(before.CountRuns), () => masks.Sum(mask =>
            {
                long runs = 0;
                foreach (var (first, last) in SerializedMask.Read(mask).Runs)
                {
                    runs += last >= first ? 1 : 0;
                }

                return runs;
            }));
            Time($"{group}: AndCount", pairs, () => Pairs(views, before.AndCount), () => Pairs(opened, (a, b) => a.Value.AndCount(b.Value)));
            Time($"{group}: And", pairs, () => Pairs(views, before.And), () => Pairs(opened, (a, b) => Count(a.Value.And(b.Value))));
            Time($"{group}: Or", pairs, () => Pairs(views, before.Or), () => Pairs(opened, (a, b) => Count(a.Value.Or(b.Value))));
            Time($"{group}: Xor", pairs, () => Pairs(views, before.Xor), () => Pairs(opened, (a, b) => Count(a.Value.Xor(b.Value))));
            Time($"{group}: AndNot", pairs, () => Pairs(views, before.AndNot), () => Pairs(opened, (a, b) => Count(a.Value.AndNot(b.Value))));
        }
        finally
        {
            foreach (var bitmap in opened)
            {
                bitmap.Dispose();
            }
        }
    }

    private static long Count(Roaring32Bitmap bitmap)
    {
        using (bitmap)
        {
            return (long)bitmap.Count;
        }
    }

    private static long Pairs<T>(T[] sets, Func<T, T, long> count)
    {
        long total = 0;
        for (int i = 0; i < sets.Length; i++)
        {
            for (int j = 0; j < sets.Length; j++)
            {
                total += i == j ? 0 : count(sets[i], sets[j]);
            }
        }

        return total;
    }

    private static void Time(string name, int calls, Func<long> before, Func<long> after)
    {
        var (a, b) = (new List<double>(), new List<double>());
        long expected = before(), found = after();
        for (int round = 0; round < Rounds; round++)
        {
            a.Add(Once(before));
            b.Add(Once(after));
        }

        BitmapsRun.Print(
            name + ", us", a.Order().ElementAt(Rounds / 2) / calls, b.Order().ElementAt(Rounds / 2) / calls, expected == found ? string.Empty : "  the answers differ");

        static double Once(Func<long> work)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
    }

    /// <summary>The bitmaps of the checkout before, which is not compiled against.</summary>
    private sealed class Before
    {
        private readonly Type _view;

        public Before(string path)
        {
            var assembly = Assembly.LoadFrom(path);
            _view = assembly.GetType("CompExplain.Roaring.RoaringView")!;
            var bytes = Expression.Parameter(typeof(byte[]));
            var open = _view.GetMethods().Single(method => method.Name == "Open" && method.GetParameters().Length == 1);
            Open = Expression.Lambda<Converter<byte[], object>>(
                Expression.Convert(Expression.Call(open, Expression.Convert(bytes, open.GetParameters()[0].ParameterType)), typeof(object)), bytes).Compile();
            var view = Expression.Parameter(typeof(object));
            Count = Expression.Lambda<Func<object, long>>(Expression.Property(Expression.Convert(view, _view), nameof(Count)), view).Compile();
            (AndCount, And, Or, Xor, AndNot) = (Operation("AndCount"), Operation("And"), Operation("Or"), Operation("Xor"), Operation("AndNot"));
            CountRuns = Runs(view);
        }

        public Converter<byte[], object> Open { get; }

        public Func<object, long> Count { get; }

        public Func<object, long> CountRuns { get; }

        public Func<object, object, long> AndCount { get; }

        public Func<object, object, long> And { get; }

        public Func<object, object, long> Or { get; }

        public Func<object, object, long> Xor { get; }

        public Func<object, object, long> AndNot { get; }

        private Func<object, object, long> Operation(string name)
        {
            var (a, b) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object)));
            Expression call = Expression.Call(_view.GetMethod(name, [_view, _view])!, Expression.Convert(a, _view), Expression.Convert(b, _view));
            return Expression.Lambda<Func<object, object, long>>(call.Type == typeof(long) ? call : Expression.Property(call, nameof(Count)), a, b).Compile();
        }

        // while (runs.MoveNext()) { count++; }
        private Func<object, long> Runs(ParameterExpression view)
        {
            Expression ranges = Expression.Property(Expression.Convert(view, _view), "Ranges");
            var (runs, count, end) = (Expression.Variable(ranges.Type), Expression.Variable(typeof(long)), Expression.Label(typeof(long)));
            var loop = Expression.Loop(
                Expression.IfThenElse(Expression.Call(runs, "MoveNext", null), Expression.PreIncrementAssign(count), Expression.Break(end, count)), end);
            return Expression.Lambda<Func<object, long>>(Expression.Block([runs, count], Expression.Assign(runs, ranges), loop), view).Compile();
        }
    }
}
