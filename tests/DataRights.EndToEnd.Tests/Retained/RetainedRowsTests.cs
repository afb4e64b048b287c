using DataRights.Deletion.Holds;
using DataRights.Deletion.Receipts;
using DataRights.EndToEnd.Tests.Holds;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Retained;

/// <summary>Rows that a law keeps are deleted when their date has come, and nobody else's.</summary>
public abstract class RetainedRowsTests(SampleTemplate template, SourceKind kind) : HoldTestBase(template, kind)
{
    private static readonly string[] Retaining = ["billing_references", "invoices", "invoice_lines", "consents"];

    [Fact]
    public async Task Retained_rows_go_when_their_date_has_come_and_a_supplement_says_so()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var (request, before) = await DeletedAsync(deployment, process);
        var retained = await RetainedAsync(process, request);
        Assert.True(retained.Count >= 3, string.Join(' ', retained.Keys));

        await PassYearsAsync(deployment, process, 9);
        await AssertGoneAsync(deployment, process, request, before, retained);
    }

    [Fact]
    public async Task Before_their_date_they_stay()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var (_, before) = await DeletedAsync(deployment, process);
        deployment.Clock.Advance(TimeSpan.FromDays(200));
        Assert.Empty((await process.Get<Housekeeping>().RunAsync(Token)).Troubles);
        AssertSame(before, await StateAsync(deployment), "invoices");
        AssertSame(before, await StateAsync(deployment), "invoice_lines");
    }

    [Fact]
    public async Task A_row_that_is_somebodys_by_then_is_left_alone()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var (request, before) = await DeletedAsync(deployment, process);
        var orphaned = before.Tables["consents"].First(r => r["user_id"] is null && r["withdrawn_at"] is not null)["id"];
        await deployment.Sample.ExecuteAsync($"update consents set user_id = 2 where id = {orphaned}", Token);
        await PassYearsAsync(deployment, process, 9);

        Assert.Contains((await StateAsync(deployment)).Tables["consents"], r => r["id"] == orphaned);
        Assert.NotEmpty(await ObjectsAsync(process, Storage.ObjectNames.Retained));
        Assert.NotEmpty(await process.Get<ReceiptSupplements>().ListAsync(request.Id, Token));
    }

    [Fact]
    public async Task A_hold_keeps_them_past_their_date_until_it_ends()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var (request, before) = await DeletedAsync(deployment, process);
        var retained = await RetainedAsync(process, request);
        var hold = await PlaceAsync(process, new HoldOrder("audit", "operator") { Collection = "invoices" });
        await PassYearsAsync(deployment, process, 9);
        AssertSame(before, await StateAsync(deployment), "invoices");

        await process.Get<IHolds>().ReleaseAsync(hold.Id, Token);
        await PassYearsAsync(deployment, process, 1);
        await AssertGoneAsync(deployment, process, request, before, retained);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stopped_at_any_effect_the_next_round_ends_it_and_counts_each_row_once(bool crashBefore)
    {
        for (var effect = 1; ; effect++)
        {
            await using var deployment = await DeployAsync();
            IReadOnlyDictionary<string, long> retained;
            (RequestRecord Request, SampleState Before) deleted;
            bool crashed;
            await using (var process = deployment.Start())
            {
                deleted = await DeletedAsync(deployment, process);
                retained = await RetainedAsync(process, deleted.Request);
                deployment.Clock.Advance(TimeSpan.FromDays(365 * 9));
                process.Faults.Revive();
                (crashBefore ? (Action<int>)process.Faults.CrashBefore : process.Faults.CrashAfter)(effect);
                try
                {
                    await Chore(process).RunAsync(Token);
                }
                catch (SimulatedCrashException)
                {
                    // As meant.
                }

                crashed = process.Faults.Crashed;
            }

            await using var restarted = deployment.Start();
            await PassYearsAsync(deployment, restarted, 1);
            await AssertGoneAsync(deployment, restarted, deleted.Request, deleted.Before, retained);
            if (!crashed)
            {
                Assert.True(effect > 5, "Nothing was done.");
                return;
            }

            effect += Kind == SourceKind.Sqlite ? 2 : 7;
        }
    }

    private static IHousekeepingChore Chore(EngineProcess process) => process.Get<IEnumerable<IHousekeepingChore>>().Single(c => c.Name == "retained-rows");

    private static async Task<(RequestRecord Request, SampleState State)> DeletedAsync(Deployment deployment, EngineProcess process)
    {
        var request = await DeleteAsync(process, "user_id", Person);
        AssertCompleted(request);
        return (request, await StateAsync(deployment));
    }

    private static async Task<IReadOnlyDictionary<string, long>> RetainedAsync(EngineProcess process, RequestRecord request) =>
        (await ReceiptAsync(process, request))["collections"]!.Select(c => (Name: (string)c["name"]!, Rows: c["retained"]!.Sum(r => (long)r["rows"]! - (long)r["undated"]!))).Where(c => c.Rows > 0).ToDictionary(c => c.Name, c => c.Rows);

    private static async Task PassYearsAsync(Deployment deployment, EngineProcess process, int years)
    {
        for (var round = 0; round < years * 12; round++)
        {
            deployment.Clock.Advance(TimeSpan.FromDays(31));
            Assert.Empty((await process.Get<Housekeeping>().RunAsync(Token)).Troubles);
        }
    }

    private static async Task AssertGoneAsync(Deployment deployment, EngineProcess process, RequestRecord request, SampleState before, IReadOnlyDictionary<string, long> retained)
    {
        var after = await StateAsync(deployment);
        foreach (var (table, rows) in before.Tables)
        {
            // As many are gone as were retained. Where none was, everything is as it was.
            if (!Retaining.Contains(table))
            {
                AssertSame(before, after, table);
            }

            Assert.Equal(rows.Count - retained.GetValueOrDefault(table), after.Tables[table].Count);
        }

        var supplements = await process.Get<ReceiptSupplements>().ListAsync(request.Id, Token);
        var told = supplements.SelectMany(s => JObject.Parse(System.Text.Encoding.UTF8.GetString(s.Content.Span))["deleted"]!).GroupBy(d => (string)d["collection"]!).ToDictionary(d => d.Key, d => d.Sum(f => (long)f["rows"]!));
        Assert.Equal(retained.OrderBy(r => r.Key), told.OrderBy(t => t.Key));
        Assert.All(supplements, s => Assert.Contains("retention-ended", System.Text.Encoding.UTF8.GetString(s.Content.Span), StringComparison.Ordinal));
        Assert.Empty(await ObjectsAsync(process, Storage.ObjectNames.Retained));
        Assert.Empty(await ObjectsAsync(process, "retained-keys/"));
        Assert.True((await process.Get<ILedger>().VerifyAsync(Token)).Holds);
    }
}

public sealed class SqliteRetainedRowsTests(SampleTemplate template) : RetainedRowsTests(template, SourceKind.Sqlite);

public sealed class PostgresRetainedRowsTests(SampleTemplate template) : RetainedRowsTests(template, SourceKind.Postgres);
