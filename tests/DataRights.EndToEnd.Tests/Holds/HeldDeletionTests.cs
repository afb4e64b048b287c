using DataRights.Deletion.Holds;
using DataRights.Deletion.Receipts;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Holds;

/// <summary>What holds keep from deletions, and what becomes of it when they end.</summary>
public abstract class HeldDeletionTests(SampleTemplate template, SourceKind kind) : HoldTestBase(template, kind)
{
    [Fact]
    public async Task A_hold_on_the_person_keeps_everything_and_its_release_lets_the_deletion_run()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var before = await StateAsync(deployment);
        var hold = await PlaceAsync(process, OnPerson());
        Assert.NotNull(hold.Acknowledged);
        var request = await SubmitAsync(process);
        await process.RunUntilQuietAsync();

        var held = await process.ReadAsync(request.Id);
        AssertHeld(held);
        Assert.Null(held.EffectsBegan);
        Assert.Contains("litigation-7", Assert.Single(held.Findings), StringComparison.Ordinal);
        before.AssertEqual(await StateAsync(deployment));

        await ReleaseAsync(process, hold);
        await AssertDeletedAsync(deployment, process, before, request.Id);
    }

    [Fact]
    public async Task Held_rows_stay_with_what_they_hang_on_and_a_supplement_tells_of_their_end()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var before = await StateAsync(deployment);
        var hold = await PlaceAsync(process, OnPerson("code_runs"));
        var request = await SubmitAsync(process);
        await process.RunUntilQuietAsync();

        var held = await process.ReadAsync(request.Id);
        AssertHeld(held);
        var during = await StateAsync(deployment);

        // Messages are other people's too: they are let go of with the account that ties them to the person, which has to stay for now.
        string[] kept = ["users", "code_runs", "messages"];
        foreach (var table in kept)
        {
            AssertSame(before, during, table);
        }

        Assert.DoesNotContain(during.Tables["lesson_progress"], r => r["user_id"] == Person);
        var receipt = await ReceiptAsync(process, held);
        var facts = receipt["held"]!.ToDictionary(h => (string)h["collection"]!, h => ((long)h["rows"]!, (string)h["reason"]!, h["reviewBy"]));
        Assert.Equal(kept.Order(), facts.Keys.Order());
        Assert.Equal(before.Tables["code_runs"].Count(r => r["user_id"] == Person), facts["code_runs"].Item1);
        Assert.Equal(before.Tables["messages"].Count(r => r["sender_id"] == Person || r["recipient_id"] == Person), facts["messages"].Item1);
        // What somebody looked at without signing in on a computer that two people use is let go of; it is anybody's who uses it.
        var views = during.Tables["page_views"].ToDictionary(r => r["id"]!);
        Assert.Equal(before.Tables["page_views"].Count(r => r["user_id"] is null && r["device_id"] is not null && views.TryGetValue(r["id"]!, out var view) && view["device_id"] is null), (long)receipt["totals"]!["shared"]!);
        Assert.Equal("litigation-7", facts["users"].Item2);
        Assert.NotNull(facts["users"].Item3);
        Assert.Equal((long)receipt["totals"]!["located"]!, new[] { "deleted", "anonymized", "retained", "shared", "held" }.Sum(t => (long)receipt["totals"]![t]!));

        await ReleaseAsync(process, hold);
        await AssertDeletedAsync(deployment, process, before, request.Id);
        var supplement = JObject.Parse(System.Text.Encoding.UTF8.GetString(Assert.Single(await process.Get<ReceiptSupplements>().ListAsync(request.Id, Token)).Content.Span));
        Assert.Equal(facts.Select(f => (f.Key, f.Value.Item1, "hold-ended")).Order(), supplement["deleted"]!.Select(d => ((string)d["collection"]!, (long)d["rows"]!, (string)d["reason"]!)).Order());
        Assert.Equal(receipt.ToString(), (await ReceiptAsync(process, await process.ReadAsync(request.Id))).ToString());
    }

    [Fact]
    public async Task A_hold_on_rows_keeps_those_rows_only()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var before = await StateAsync(deployment);
        var first = before.Tables["quiz_answers"].Where(r => r["user_id"] == Person).Min(r => long.Parse(r["id"]!, System.Globalization.CultureInfo.InvariantCulture));
        var hold = await PlaceAsync(process, OnPerson("quiz_answers", FormattableString.Invariant($"id = {first}")));
        var request = await SubmitAsync(process);
        await process.RunUntilQuietAsync();

        AssertHeld(await process.ReadAsync(request.Id));
        Assert.Equal(Id(first), Assert.Single((await StateAsync(deployment)).Tables["quiz_answers"], r => r["user_id"] == Person)["id"]);
        await ReleaseAsync(process, hold);
        await AssertDeletedAsync(deployment, process, before, request.Id);
    }

    [Fact]
    public async Task A_hold_on_everybodys_rows_keeps_them_for_every_deletion_and_ends_at_its_date()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var before = await StateAsync(deployment);
        await PlaceAsync(process, new HoldOrder("audit", "operator") { Collection = "code_runs", Until = deployment.Clock.GetUtcNow().AddDays(200) });
        var request = await SubmitAsync(process);
        await process.RunUntilQuietAsync();
        AssertHeld(await process.ReadAsync(request.Id));
        AssertSame(before, await StateAsync(deployment), "code_runs");

        deployment.Clock.Advance(TimeSpan.FromDays(201));
        await process.RunUntilQuietAsync();
        await AssertDeletedAsync(deployment, process, before, request.Id);
    }

    [Fact]
    public async Task A_hold_on_files_keeps_them_until_it_ends()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var before = await StateAsync(deployment);
        var hold = await PlaceAsync(process, OnPerson("avatars"));
        var request = await SubmitAsync(process);
        await process.RunUntilQuietAsync();
        AssertHeld(await process.ReadAsync(request.Id));
        Assert.Equal(before.Files.Keys.Where(f => f.StartsWith($"avatars/{Person}/", StringComparison.Ordinal)), (await StateAsync(deployment)).Files.Keys.Where(f => f.StartsWith($"avatars/{Person}/", StringComparison.Ordinal)));

        await ReleaseAsync(process, hold);
        await AssertDeletedAsync(deployment, process, before, request.Id);
    }

    [Fact]
    public async Task Of_two_holds_each_keeps_its_own_until_it_ends()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var before = await StateAsync(deployment);
        var runs = await PlaceAsync(process, OnPerson("code_runs"));
        var answers = await PlaceAsync(process, OnPerson("quiz_answers"));
        var request = await SubmitAsync(process);
        await process.RunUntilQuietAsync();
        await ReleaseAsync(process, runs);

        AssertHeld(await process.ReadAsync(request.Id));
        var during = await StateAsync(deployment);
        Assert.DoesNotContain(during.Tables["code_runs"], r => r["user_id"] == Person);
        AssertSame(before, during, "quiz_answers");

        await ReleaseAsync(process, answers);
        await AssertDeletedAsync(deployment, process, before, request.Id);
        Assert.Equal(2, (await process.Get<ReceiptSupplements>().ListAsync(request.Id, Token)).Count);
    }

    [Fact]
    public async Task A_deletion_in_its_grace_waits_for_the_hold_and_can_be_cancelled_meanwhile()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var request = await SubmitAsync(process, waiveGrace: false);
        await PlaceAsync(process, OnPerson());
        deployment.Clock.Advance(TimeSpan.FromDays(7));
        await process.RunUntilQuietAsync();
        AssertHeld(await process.ReadAsync(request.Id));
        Assert.Equal(RequestStatus.Cancelled, (await process.Requests.CancelAsync(request.Id, Token))!.Status);
    }

    [Fact]
    public async Task A_hold_never_keeps_the_person_from_an_export()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        await PlaceAsync(process, OnPerson());
        await PlaceAsync(process, new HoldOrder("audit", "operator") { Collection = "users" });
        var export = await process.SubmitAsync(RequestKind.Access, "user_id", Person);
        await process.RunUntilQuietAsync();
        AssertCompleted(await process.ReadAsync(export.Id));
    }

    [Fact]
    public async Task A_hold_whose_collection_the_map_has_lost_keeps_everything()
    {
        await using var deployment = await DeployAsync();
        var before = await StateAsync(deployment);
        await using (var process = deployment.Start())
        {
            await PlaceAsync(process, OnPerson("code_runs"));
        }

        deployment.Map = deployment.Map with { Collections = [.. deployment.Map.Collections.Select(c => c.Name == "code_runs" ? c with { Name = "runs" } : c)] };
        await using var later = deployment.Start();
        var request = await SubmitAsync(later);
        await later.RunUntilQuietAsync();
        AssertHeld(await later.ReadAsync(request.Id));
        before.AssertEqual(await StateAsync(deployment));
    }

    [Fact]
    public async Task Its_review_is_called_for_once_and_reviewing_puts_it_off()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        using var probe = new TelemetryProbe();
        var hold = await PlaceAsync(process, OnPerson());
        Assert.Equal(deployment.Clock.GetUtcNow().AddDays(90), hold.ReviewBy);
        deployment.Clock.Advance(TimeSpan.FromDays(91));
        for (var round = 0; round < 3; round++)
        {
            Assert.Empty((await process.Get<Housekeeping>().RunAsync(Token)).Troubles);
        }

        Assert.Equal(1, probe.Last(MetricCatalog.Holds)["status=reviewDue"]);
        Assert.True((await process.Get<IHolds>().GetAsync(hold.Id, Token))!.ReviewDue);
        Assert.Single(await process.Get<ILedger>().ReadAsync(hold.LedgerReference, Token), e => e.Code == LedgerCodes.HoldReviewDue);

        var reviewed = await process.Get<IHolds>().ReviewAsync(hold.Id, null, Token);
        Assert.Equal((false, deployment.Clock.GetUtcNow().AddDays(90)), (reviewed!.ReviewDue, reviewed.Hold.ReviewBy));
        await process.Get<Housekeeping>().RunAsync(Token);
        Assert.Equal((0, 1), (probe.Last(MetricCatalog.Holds)["status=reviewDue"], probe.Last(MetricCatalog.Holds)["status=active"]));
    }
}

public sealed class SqliteHeldDeletionTests(SampleTemplate template) : HeldDeletionTests(template, SourceKind.Sqlite);

public sealed class PostgresHeldDeletionTests(SampleTemplate template) : HeldDeletionTests(template, SourceKind.Postgres);
