using DataRights.Sources;

namespace DataRights.Deletion.Steps;

/// <summary>Outcomes as flat counts, for steps and ledger entries.</summary>
internal static class Counts
{
    public static IReadOnlyDictionary<string, long> Of(IEnumerable<CollectionOutcome> outcomes) => outcomes
        .SelectMany(o => new[]
        {
            ($"{o.Collection}.deleted", o.Deleted),
            ($"{o.Collection}.anonymized", o.Anonymized),
            ($"{o.Collection}.retained", o.Retained.Sum(r => r.Rows)),
            ($"{o.Collection}.detached", o.Detached),
            ($"{o.Collection}.held", o.Held),
        })
        .Where(c => c.Item2 > 0)
        .ToDictionary(c => c.Item1, c => c.Item2);

    public static IReadOnlyDictionary<string, IReadOnlyList<CollectionOutcome>> With(
        IReadOnlyDictionary<string, IReadOnlyList<CollectionOutcome>> outcomes, string step, IReadOnlyList<CollectionOutcome> done) =>
        new Dictionary<string, IReadOnlyList<CollectionOutcome>>(outcomes) { [step] = done };
}
