using System.Text;
using DataRights.Mapping;
using DataRights.Retention.Reports;
using DataRights.Storage;
using DataRights.Telemetry;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using DataRights.Testing.Telemetry;
using Xunit;

namespace DataRights.Sql.Tests.Retention.Reports;

/// <summary>Every publication ends with its risk report, wherever the run was killed.</summary>
public abstract class RiskReportRunTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly DateTimeOffset Now = At(Day, 0).AddDays(94);

    private readonly InMemoryObjectStore objects = new(new ManualTimeProvider());

    [Fact]
    public async Task A_run_writes_a_report_of_each_period_from_what_it_published()
    {
        using var probe = new TelemetryProbe();
        await SeedAsync();

        await RunAsync();

        var reports = await new RiskReportStore(objects).ListAsync(Rule.Name, 10, Token);
        Assert.Equal([Day, Day.AddDays(1), Day.AddDays(2)], reports.Select(r => r.First));
        // Three people at home, one alone elsewhere.
        Assert.All(reports, r => Assert.Equal((1L, 1L, 3L, 1 / 3d, 0.25), (r.CellsPublished, r.CellsSuppressed, r.Risk!.After.K, r.Risk.After.Highest, r.Risk.Before.Unique)));
        Assert.Equal(3, probe.Last(MetricCatalog.RetentionSmallestCell)["rule=page_views"]);
    }

    [Fact]
    public async Task A_run_killed_between_publication_and_report_is_completed_with_the_same_report()
    {
        await SeedAsync();
        await RunAsync();
        var undisturbed = Written();
        foreach (var (name, _) in undisturbed)
        {
            await objects.DeleteAsync(name, WriteCondition.None, Token);
        }

        await StartAgainAsync();
        var crashes = 3;
        objects.BeforeWrite = _ =>
        {
            if (crashes-- > 0)
            {
                throw new SimulatedCrashException();
            }
        };
        for (var killed = 0; killed < 3; killed++)
        {
            await Assert.ThrowsAsync<SimulatedCrashException>(RunAsync);
            Assert.Empty(Written());
        }

        await RunAsync();

        Assert.Equal(undisturbed, Written());
    }

    [Fact]
    public async Task Rows_are_not_destroyed_before_their_report_is_written()
    {
        await SeedAsync();
        objects.BeforeWrite = _ => throw new SimulatedCrashException();

        await Assert.ThrowsAsync<SimulatedCrashException>(RunAsync);

        Assert.Equal(12, await Database.CountAsync());
    }

    private IReadOnlyList<(string Name, string Content)> Written() => [.. objects.Everything().Select(o => (o.Name, Encoding.UTF8.GetString(o.Content)))];

    /// <summary>The same rows once more, as if nothing had run.</summary>
    private async Task StartAgainAsync()
    {
        await Database.ExecuteAsync($"drop table {Rule.Into}");
        await Database.ExecuteAsync("drop table data_rights_retention");
        await SeedAsync();
    }

    private Task SeedAsync() => Database.InsertAsync([.. Enumerable.Range(0, 3).SelectMany(d => new RawRow[]
    {
        new(At(Day.AddDays(d), 10), 1, null), new(At(Day.AddDays(d), 12), 2, null), new(At(Day.AddDays(d), 13), 3, null), new(At(Day.AddDays(d), 14), 3, null, "/alone"),
    })]);

    private Task RunAsync() =>
        TestRunner.Of(Store, new RecordingLedger(), Now, [Rule], new RiskReportStore(objects)).RunAsync(TimeSpan.FromHours(1), Token);
}

public sealed class SqliteRiskReportRunTests() : RiskReportRunTests(SourceKind.Sqlite);

public sealed class PostgresRiskReportRunTests() : RiskReportRunTests(SourceKind.Postgres);
