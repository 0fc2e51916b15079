using System.Globalization;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Masks;

/// <summary>
/// Checks every mask against its checksum and its cardinality, and against the size on record of its concept or unit.
/// </summary>
internal static class MaskVerifier
{
    /// <param name="connection">The database.</param>
    /// <param name="masks">Its masks.</param>
    /// <param name="whose">Whose masks: <c>concept</c> or <c>unit</c>.</param>
    /// <param name="verification">What was checked and found.</param>
    public static void Verify(ProbeConnection connection, MaskStore masks, string whose, Verification verification)
    {
        var ids = connection.Rows($"SELECT id FROM {whose}_masks ORDER BY id", row => row.GetInt64(0));
        var sizes = new Dictionary<int, long>();
        for (int i = 0; i < ids.Count; i++)
        {
            verification.Report($"{whose} masks", i, ids.Count);
            verification.Attempt(() =>
            {
                var row = connection.Rows(
                    $"SELECT {whose}_id, shard, cardinality, checksum, data FROM {whose}_masks WHERE id = @1",
                    row => (
                        Id: row.GetInt32(0),
                        Shard: row.GetInt32(1),
                        Cardinality: row.GetInt64(2),
                        Checksum: row.GetInt64(3),
                        Data: row.GetFieldValue<byte[]>(4)),
                    ids[i])[0];
                masks.Check(new MaskOwner(whose == "unit", row.Id), row.Shard, row.Cardinality, row.Checksum, row.Data);
                sizes[row.Id] = sizes.GetValueOrDefault(row.Id) + row.Cardinality;
            });
        }

        foreach (var (id, size) in connection.Rows($"SELECT id, size FROM {whose}s", row => (row.GetInt32(0), row.GetInt64(1))))
        {
            if (sizes.GetValueOrDefault(id) != size)
            {
                verification.AddProblem(
                    $"{whose} {id} is on record with {size} positions, and its masks have {sizes.GetValueOrDefault(id)}");
            }
        }

        verification.AddChecked(
            string.Create(CultureInfo.InvariantCulture, $"{ids.Count:N0} masks of {sizes.Count:N0} {whose}s"));
    }
}
