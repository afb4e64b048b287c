using System.Globalization;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Retention.Reports;

/// <summary>
/// Risk reports in the object store, one for each rule and period. A report is written once, before the period's rows are
/// destroyed: a run that was killed between publishing and writing leaves the period due, and the next run writes the report from
/// the figures that stand beside the watermark. Safe for concurrent use: the first of two writers wins, and both say the same.
/// </summary>
public sealed class RiskReportStore(IObjectStore objects)
{
    /// <summary>Writes the period's report, unless it is there.</summary>
    public Task WriteAsync(RetentionRule rule, PublishedPeriod published, CancellationToken cancellationToken) => objects.TryWriteAsync(
        NameOf(rule.Name, published.First), StateJson.Write(RiskReport.Of(rule, published)), WriteCondition.IfAbsent, cancellationToken);

    /// <summary>The reports of the rule's newest periods, oldest first.</summary>
    /// <exception cref="RequestCorruptException">A report cannot be read, or is another's.</exception>
    public async Task<IReadOnlyList<RiskReport>> ListAsync(string rule, int last, CancellationToken cancellationToken)
    {
        var newest = new Queue<string>();
        // Names begin with the period's date: they are listed in its order.
        await foreach (var entry in objects.ListAsync(ObjectNames.RetentionReportsOf(rule), cancellationToken))
        {
            newest.Enqueue(entry.Name);
            if (newest.Count > last)
            {
                newest.Dequeue();
            }
        }

        var reports = new List<RiskReport>();
        foreach (var name in newest)
        {
            if (await objects.ReadAsync(name, cancellationToken) is { } stored)
            {
                var report = StateJson.Read<RiskReport>(name, stored.Content, RiskReport.CurrentSchema);
                reports.Add(NameOf(report.Rule, report.First) == name ? report : throw new RequestCorruptException(name, "it is the report of another rule or period"));
            }
        }

        return reports;
    }

    private static string NameOf(string rule, DateOnly first) => ObjectNames.RetentionReport(rule, first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
