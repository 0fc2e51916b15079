using System.Globalization;

namespace CompExplain.Drills.Masks;

/// <summary>What became of mutated masks.</summary>
/// <param name="Blobs">How many were tried.</param>
/// <param name="Forged">How many had a checksum and a count to match, so that their structure alone could betray them.</param>
/// <param name="ByChecksum">Refused by the checksum.</param>
/// <param name="ByStructure">Refused by the checks of structure, of the count, or by the library.</param>
/// <param name="Answered">Accepted, and every answer was that of the naive set that the bytes spell.</param>
/// <param name="Wrong">Anything else.</param>
internal sealed record FuzzCounts(int Blobs, int Forged, int ByChecksum, int ByStructure, int Answered, int Wrong)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Blobs} mutated masks, {Forged} of them with a forged checksum: {ByChecksum} refused by the checksum, "
        + $"{ByStructure} by their structure, {Answered} answered right, {Wrong} wrong");
}
