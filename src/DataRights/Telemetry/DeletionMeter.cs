using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Sources;

namespace DataRights.Telemetry;

/// <summary>
/// What deletions did and found. Told after the checkpoint that ends a step, so that a step done again after a crash counts once; what
/// a verification found counts each time that it is found.
/// </summary>
internal static class DeletionMeter
{
    private static readonly Count Rows = Instruments.Count(MetricCatalog.DeletedRows);
    private static readonly Spread Longest = Instruments.Spread(MetricCatalog.DeletionLocks);
    private static readonly Count Left = Instruments.Count(MetricCatalog.Residue);
    private static readonly Count Gaps = Instruments.Count(MetricCatalog.MapGaps);
    private static readonly Count ByHand = Instruments.Count(MetricCatalog.RecipientsByHand);

    public static void Treated(string source, ErasureOutcome outcome)
    {
        if (!outcome.Replayed)
        {
            Longest.Record(outcome.LongestBatch, source);
        }

        Treated(source, outcome.Collections);
    }

    public static void Treated(string source, IReadOnlyList<CollectionOutcome> outcomes)
    {
        Add(source, "deleted", outcomes.Sum(o => o.Deleted));
        Add(source, "anonymized", outcomes.Sum(o => o.Anonymized));
        Add(source, "retained", outcomes.Sum(o => o.Retained.Sum(r => r.Rows)));
        Add(source, "detached", outcomes.Sum(o => o.Detached));
    }

    public static void Found(IEnumerable<Residue> residue)
    {
        foreach (var left in residue)
        {
            Left.Add(left.Rows, left.Collection, left.Kind);
        }
    }

    /// <summary>Also told by exports.</summary>
    public static void Found(IEnumerable<CoverageFinding> gaps)
    {
        foreach (var gap in gaps.CountBy(g => (g.Source, g.Code)))
        {
            Gaps.Add(gap.Value, gap.Key.Source, gap.Key.Code);
        }
    }

    public static void ReceiptMade(DataMap map)
    {
        foreach (var recipient in map.Recipients.Where(r => r.Source is null))
        {
            ByHand.Add(1, recipient.Name);
        }
    }

    private static void Add(string source, string treatment, long rows)
    {
        if (rows > 0)
        {
            Rows.Add(rows, source, treatment);
        }
    }
}
