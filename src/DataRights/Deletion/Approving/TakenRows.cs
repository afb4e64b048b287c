namespace DataRights.Deletion.Approving;

/// <summary>Sums of counts by collection.</summary>
internal static class TakenRows
{
    public static IReadOnlyDictionary<string, long> With(this IReadOnlyDictionary<string, long> taken, IReadOnlyDictionary<string, long> more) =>
        taken.Keys.Union(more.Keys).ToDictionary(c => c, c => taken.GetValueOrDefault(c) + more.GetValueOrDefault(c));
}
