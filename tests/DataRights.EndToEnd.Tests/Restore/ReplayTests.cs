using System.Globalization;
using DataRights.Deletion.Replay;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using Xunit;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>
/// Copies the database, deletes people, in the long run fifty, puts the copy back, and replays. What must be left is worked out without the engine, from the
/// copy and the policy.
/// </summary>
public abstract class ReplayTests(SampleTemplate template, CrowdTemplate crowd, SourceKind kind) : DeletionTestBase(template, kind), IClassFixture<CrowdTemplate>
{
    private const int Many = 50;
    private const int Few = 15;
    private const int FirstDeleted = 11;
    private const int Again = 20;
    private const int Reused = 21;

    /// <summary>All that differs between people is among the first; each of them is a deletion twice.</summary>
    [Fact]
    public Task Everyone_deleted_since_the_backup_is_deleted_again_and_nobody_else_is_touched() => ReplayedAsync(Few);

    [Fact]
    [Trait("run", "long")]
    public Task All_fifty_people_are_deleted_again_and_nobody_else_is_touched() => ReplayedAsync(Many);

    private async Task ReplayedAsync(int deleted)
    {
        using var probe = new TelemetryProbe();
        await using var deployment = new Deployment(await crowd.CopyAsync(Kind, Token));
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        await using var process = deployment.Start();
        await DeleteAsync(process, Enumerable.Range(FirstDeleted, deleted));

        deployment.Clock.Advance(TimeSpan.FromHours(1));
        await backup.RestoreAsync(Token);
        await RegisterAgainAsync(deployment, Again, 9_001);
        await GiveAwayAsync(deployment, Reused);
        var before = await StateAsync(deployment);

        await AssertHaltedAsync(process);
        Assert.Equal(1, probe.Last(MetricCatalog.SourcesRestored)["source=main"]);
        var export = await process.SubmitAsync(RequestKind.Access, "user_id", "1");
        await process.DeliverAllAsync();
        Assert.Equal((RequestStatus.Waiting, "source-restored"), await StandAsync(process, export.Id));
        before.AssertEqual(await StateAsync(deployment));

        var report = await process.ReplayAsync(new ReplayOrder(since, null, DryRun: false));

        Assert.NotNull(report.Finished);
        Assert.Equal(deleted - 2, report.Count(ReplayVerdict.Replayed));
        Assert.Equal(1, report.Count(ReplayVerdict.RegisteredAgain));
        Assert.Equal(1, report.Count(ReplayVerdict.DifferentPerson));
        Assert.Equal(deleted, report.Items.Count);
        Expected(before, Enumerable.Range(FirstDeleted, deleted).Except([Again, Reused])).AssertEqual(ExpectedDeletion.Settled(await StateAsync(deployment)));
        await process.RunUntilQuietAsync();
        Assert.Equal(0, probe.Last(MetricCatalog.SourcesRestored)["source=main"]);
        Assert.Equal(RequestStatus.Completed, (await process.ReadAsync(export.Id)).Status);
        await AssertChainsAsync(process, report);

        var repeated = await process.ReplayAsync(new ReplayOrder(since, null, DryRun: false));
        Assert.NotNull(repeated.Finished);
        Assert.Equal(0, repeated.Count(ReplayVerdict.Replayed));
        Assert.Equal(deleted - 2, repeated.Count(ReplayVerdict.NothingThere));
    }

    protected static SampleState Expected(SampleState restored, IEnumerable<int> people) =>
        ExpectedDeletion.Settled(people.Aggregate(restored, (state, person) => ExpectedDeletion.OfAccount(state, person)));

    protected static async Task DeleteAsync(EngineProcess process, IEnumerable<int> people)
    {
        foreach (var person in people)
        {
            await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(person));
        }

        await process.RunUntilQuietAsync();
        Assert.All(await process.Requests.ListAsync(null, null, int.MaxValue, Token), AssertCompleted);
    }

    private static async Task<(RequestStatus, string?)> StandAsync(EngineProcess process, string id)
    {
        var record = await process.ReadAsync(id);
        return (record.Status, record.Outcome);
    }

    /// <summary>Housekeeping says so, and a deletion waits before its first write.</summary>
    private static async Task AssertHaltedAsync(EngineProcess process)
    {
        Assert.Equal(["restored-sources: source-restored"], (await process.Get<Housekeeping>().RunAsync(Token)).Troubles);
        var deletion = await process.SubmitAsync(RequestKind.Deletion, "user_id", "2");
        await process.DeliverAllAsync();
        var record = await process.ReadAsync(deletion.Id);
        Assert.Equal((RequestStatus.Waiting, "source-restored"), (record.Status, record.Outcome));
        Assert.Contains("datarights replay", Assert.Single(record.Findings), StringComparison.Ordinal);
        Assert.Null(record.EffectsBegan);
        await process.Requests.CancelAsync(deletion.Id, Token);
    }

    private static async Task AssertChainsAsync(EngineProcess process, ReplayReport report)
    {
        foreach (var item in report.Items.Where(i => i.ReplayedBy is not null).Take(3))
        {
            var replay = await process.ReadAsync(item.ReplayedBy!);
            Assert.Equal(item.Request, replay.Replays);
            Assert.NotNull(replay.Receipt);
            Assert.Equal((await process.ReadAsync(item.Request)).SubjectReference, replay.SubjectReference);
            var codes = (await process.Get<ILedger>().ReadAsync(replay.LedgerReference, Token)).Select(e => e.Code).ToList();
            Assert.Contains(LedgerCodes.Replayed, codes);
            Assert.DoesNotContain(LedgerCodes.GraceWaived, codes);
        }
    }

    /// <summary>The account is gone from the restored database, and the same address has a new one.</summary>
    private static Task RegisterAgainAsync(Deployment deployment, int person, int id) => deployment.Sample.ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
        $"""
        update users set email = 'old-' || email where id = {person};
        insert into users select {id}, name, substr(email, 5), email_verified_at, password_hash, null, locale, role, signup_ip, '2026-03-20T10:00:00Z', last_seen_at from users where id = {person};
        """), Token);

    /// <summary>Somebody new has got the id.</summary>
    private static Task GiveAwayAsync(Deployment deployment, int person) => deployment.Sample.ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
        $"update users set email = 'somebody-else@example.org', name = 'Somebody Else', created_at = '2026-03-20T11:00:00Z' where id = {person}"), Token);
}

public sealed class SqliteReplayTests(SampleTemplate template, CrowdTemplate crowd) : ReplayTests(template, crowd, SourceKind.Sqlite);

public sealed class PostgresReplayTests(SampleTemplate template, CrowdTemplate crowd) : ReplayTests(template, crowd, SourceKind.Postgres);
