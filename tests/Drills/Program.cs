using System.Globalization;
using CompExplain.Drills.Masks;

// dotnet run -c Release --project tests/Drills -- masks [BLOBS] [SEED]
// A process of its own: a fault in native code ends it, and the exit code says so.
int count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000;
int seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
using var drill = new MutatedMasks(seed);
var counts = drill.Run(count);
Console.WriteLine(counts);
return counts.Wrong == 0 ? 0 : 1;
