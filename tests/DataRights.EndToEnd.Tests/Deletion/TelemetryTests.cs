using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>What metrics and spans tell of whole requests is what receipts and archives tell.</summary>
public sealed class TelemetryTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    [Fact]
    public async Task The_rows_and_recipients_of_a_deletion_are_those_of_its_receipt()
    {
        using var probe = new TelemetryProbe();
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var record = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));
        AssertCompleted(record);

        var totals = (await ReceiptAsync(process, record))["totals"]!;
        var rows = probe.Sums(MetricCatalog.DeletedRows);
        foreach (var treatment in new[] { "deleted", "anonymized", "retained", "detached" })
        {
            Assert.Equal((double)totals[treatment]!, rows.Where(r => r.Key.Contains($"treatment={treatment}", StringComparison.Ordinal)).Sum(r => r.Value));
        }

        Assert.Contains("source=files treatment=deleted", rows.Keys);
        Assert.All(probe.Sums(MetricCatalog.DeletionLocks), longest => Assert.InRange(longest.Value, double.Epsilon, 3600));
        Assert.Contains("source=main", probe.Sums(MetricCatalog.DeletionLocks).Keys);
        Assert.Equal(deployment.Map.Recipients.Where(r => r.Source is null).Select(r => $"recipient={r.Name}").Order(), probe.Sums(MetricCatalog.RecipientsByHand).Keys.Order());
        Assert.Equal(deployment.Map.ToldRecipients.Select(r => $"recipient={r.Name}"), probe.Last(MetricCatalog.RecipientsUntold).Keys);
        Assert.All(probe.Sums(MetricCatalog.RecipientsByHand).Values, count => Assert.Equal(1, count));
        Assert.Equal(
            ["step plan", "step capture", "step tombstone:2026-03", "step tell", "step erase:main", "step epoch:erased", "step verify", "step archives", "step recipients", "step epoch:settled", "step retained", "step clean", "step receipt"],
            probe.Spans.Select(s => s.DisplayName).Where(n => n.StartsWith("step ", StringComparison.Ordinal) && !n.StartsWith("step files", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_rows_and_bytes_of_an_export_are_those_of_its_archive()
    {
        using var probe = new TelemetryProbe();
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var submitted = await process.SubmitAsync(RequestKind.Access, "user_id", Id(PythonProPeople.Ordinary));
        await process.RunUntilQuietAsync();
        var archive = (await process.ReadAsync(submitted.Id)).Archive!;

        Assert.Equal(new() { ["source=main"] = archive.Rows }, probe.Sums(MetricCatalog.ExportedRows));
        Assert.Equal(new() { [""] = archive.Bytes }, probe.Sums(MetricCatalog.ExportedBytes));
        var whole = Assert.Single(probe.Spans, s => s.DisplayName == "export archive");
        var parts = probe.Spans.Where(s => s.DisplayName is "export main" or "export files").ToList();
        Assert.All(parts, p => Assert.Equal((whole.SpanId, whole.TraceId), (p.ParentSpanId, p.TraceId)));
        Assert.Equal(whole.SpanId, Assert.Single(probe.Spans, s => s.DisplayName == TelemetryNames.CheckArchive).ParentSpanId);
        Assert.Equal(archive.Rows, parts.Where(p => p.DisplayName == "export main").Sum(p => (long)p.GetTagItem(SpanTags.Rows)!));
    }

    [Fact]
    public async Task What_the_map_does_not_say_is_counted_by_code_for_exports_and_deletions()
    {
        using var probe = new TelemetryProbe();
        await using var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync("alter table profiles add column pronouns text", Token);
        await using var process = deployment.Start();
        await process.SubmitAsync(RequestKind.Access, "user_id", Id(PythonProPeople.Ordinary));
        await process.RunUntilQuietAsync();
        Assert.Equal(new() { ["code=column-undeclared source=main"] = 1 }, probe.Sums(MetricCatalog.MapGaps));

        await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.Ordinary));
        await process.RunUntilQuietAsync();
        Assert.Equal(new() { ["code=column-undeclared source=main"] = 2 }, probe.Sums(MetricCatalog.MapGaps));
    }
}
