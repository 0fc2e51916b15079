using System.Globalization;
using CompExplain.Storage.Fuzz;

// dotnet run -c Release --project tests/Storage.Fuzz -- [BLOBS] [SEED]
// A process of its own: a fault in native code ends it, and the exit code says so.
int blobs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
using var fuzz = new MutatedMasks(seed);
var counts = fuzz.Run(blobs);
Console.WriteLine(counts);
return counts.Wrong == 0 ? 0 : 1;
