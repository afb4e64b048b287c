using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.Telemetry;

/// <summary>What went into archives. Told once an archive is recorded: rows of one that had to start again do not count.</summary>
internal static class ExportMeter
{
    private static readonly Count Rows = Instruments.Count(MetricCatalog.ExportedRows);
    private static readonly Count Bytes = Instruments.Count(MetricCatalog.ExportedBytes);

    public static void Archived(DataMap map, RequestRecord request, ArchiveInfo archive)
    {
        foreach (var source in request.Steps.Join(map.Collections.Where(c => !c.IsFiles), s => s.Name, c => StepOf(c), (step, collection) => (step, collection)).GroupBy(s => s.collection.Source))
        {
            Rows.Add(source.Sum(s => s.step.Counts.GetValueOrDefault("rows")), source.Key);
        }

        Bytes.Add(archive.Bytes);
    }

    /// <summary>The name of the step in which a collection is exported.</summary>
    public static string StepOf(Collection collection) => $"export:{collection.Name}";
}
