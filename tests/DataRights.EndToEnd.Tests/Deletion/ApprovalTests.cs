using DataRights.Api.Access;
using DataRights.Deletion;
using DataRights.Deletion.Approving;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Subjects;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>A deletion beyond a cap, or of a protected person, waits with nothing written until an operator approves it.</summary>
public abstract class ApprovalTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    private const string Left = "select count(*) from lesson_progress where user_id = 1";

    [Theory]
    [InlineData("protected", "users", "$.collections.users", """{ "protected": "id in (1, 5000)" }""")]
    [InlineData("cap-rows", "comments", "$.collections.comments", """{ "caps": { "rows": 0 } }""")]
    public async Task It_waits_untouched_says_why_and_goes_on_once_approved(string code, string? collection, string path, string with)
    {
        await using var deployment = await DeployAsync();
        deployment.Map = Map(deployment, path, with);
        var before = await StateAsync(deployment);
        await using var process = deployment.Start();
        var plan = await PlanAsync(process);
        Assert.Contains(plan.Approvals, a => a.Code == code && a.Collection == collection);
        Assert.True(plan.CanRun);

        var waiting = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));
        Assert.Equal((RequestStatus.Waiting, Approval.Needed), (waiting.Status, waiting.Outcome));
        Assert.Null(waiting.EffectsBegan);
        Assert.Contains(code, waiting.Asked!.Codes);
        Assert.Equal(plan.Approvals.Select(a => a.Message), waiting.Findings);
        Assert.All(waiting.Findings, f => Assert.Contains("approve the request", f, StringComparison.Ordinal));
        before.AssertEqual(await StateAsync(deployment));

        var approved = (await process.Requests.ApproveAsync(waiting.Id, AppRoles.Operate, Token))!;
        Assert.Equal((RequestStatus.Queued, null), (approved.Status, approved.Asked));
        Assert.Equal(waiting.Asked.Counts, approved.Approved!.Counts);
        Assert.Equal(approved.Version, (await process.Requests.ApproveAsync(waiting.Id, AppRoles.Operate, Token))!.Version);
        await process.RunUntilQuietAsync();
        AssertCompleted(await process.ReadAsync(waiting.Id));
        await AssertCleanedUpAsync(process);

        var chain = await process.Get<ILedger>().ReadAsync(waiting.LedgerReference, Token);
        var asked = Assert.Single(chain, e => e.Code == LedgerCodes.ApprovalAsked);
        Assert.Contains(asked.Facts, f => f.Key == (collection is null ? code : $"{code}.{collection}"));
        var entry = Assert.Single(chain, e => e.Code == LedgerCodes.Approved);
        Assert.Equal((AppRoles.Operate, deployment.Map.Hash), (entry.Facts["approved-by-role"], entry.Facts["approved-map"]));
        Assert.True((await process.Get<ILedger>().VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task A_plan_names_every_reason_and_the_line_of_the_map()
    {
        await using var deployment = await DeployAsync();
        deployment.Map = Map(deployment, "$", """
            { "caps": { "total": { "rows": 3, "files": 0 }, "each": { "rows": 100, "files": 0, "share": 1, "ofAtLeast": 10 } },
              "collections": { "users": { "protected": "role <> 'nobody'" } } }
            """);
        await using var process = deployment.Start();
        var plan = await PlanAsync(process);
        Assert.Equal([ApprovalCodes.Files, ApprovalCodes.Rows, ApprovalCodes.Share, ApprovalCodes.TotalFiles, ApprovalCodes.TotalRows, ApprovalCodes.Protected],
            plan.Approvals.Select(a => a.Code).Distinct().Order(StringComparer.Ordinal));
        Assert.All(plan.Approvals, a => Assert.Equal(a.Collection is null ? 0 : deployment.Map.Collection(a.Collection).Line, a.Line));
        foreach (var reason in plan.Approvals.Where(a => a.Code is ApprovalCodes.Share or ApprovalCodes.Rows))
        {
            Assert.Equal(plan.Collections.Single(c => c.Collection == reason.Collection).Rows, reason.Counted);
            Assert.True(reason.Counted > reason.Allowed);
        }

        // None is left out either: every table of ten rows and more of which one in a hundred is the person's.
        var expected = new List<string>();
        foreach (var planned in plan.Collections.Where(c => c.Rows > 0 && !deployment.Map.Collection(c.Collection).IsFiles))
        {
            var size = Convert.ToInt64(await deployment.Sample.ScalarAsync($"select count(*) from {planned.Collection}", Token), System.Globalization.CultureInfo.InvariantCulture);
            if (size >= 10 && planned.Rows * 100 > size)
            {
                expected.Add(planned.Collection);
            }
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), plan.Approvals.Where(a => a.Code == ApprovalCodes.Share).Select(a => a.Collection!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_is_not_protected_and_within_the_caps_is_not_asked_about()
    {
        await using var deployment = await DeployAsync();
        deployment.Map = Map(deployment, "$.collections.users", """{ "protected": "id = 2", "caps": { "rows": 1, "share": 1, "ofAtLeast": 1000000 } }""");
        await using var process = deployment.Start();
        var record = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));
        AssertCompleted(record);
        Assert.Null(record.Approved);
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => process.Requests.ApproveAsync(record.Id, AppRoles.Operate, Token));
        Assert.Equal("not-approvable", refused.Code);
        Assert.Null(await process.Requests.ApproveAsync(Guid.CreateVersion7().ToString(), AppRoles.Operate, Token));
    }

    [Fact]
    public async Task A_deletion_that_waits_for_approval_can_be_cancelled_with_nothing_changed()
    {
        await using var deployment = await DeployAsync();
        deployment.Map = Map(deployment, "$.collections.users", """{ "protected": "id = 1" }""");
        var before = await StateAsync(deployment);
        await using var process = deployment.Start();
        var waiting = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));
        await process.Requests.CancelAsync(waiting.Id, Token);
        await process.RunUntilQuietAsync();
        Assert.Equal(RequestStatus.Cancelled, (await process.ReadAsync(waiting.Id)).Status);
        before.AssertEqual(await StateAsync(deployment));
        await AssertCleanedUpAsync(process);
        await Assert.ThrowsAsync<RequestRefusedException>(() => process.Requests.ApproveAsync(waiting.Id, AppRoles.Operate, Token));
    }

    [Fact]
    public async Task Another_map_asks_again_and_a_plan_within_the_leeway_does_not()
    {
        await using var deployment = await DeployAsync();
        deployment.Map = Map(deployment, "$.collections.comments", """{ "caps": { "rows": 0 } }""");
        RequestRecord waiting;
        await using (var process = deployment.Start())
        {
            waiting = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));
            await process.Requests.ApproveAsync(waiting.Id, AppRoles.Operate, Token);
        }

        deployment.Map = Map(deployment, "$.collections.comments", """{ "caps": { "rows": 1 } }""");
        await using (var process = deployment.Start())
        {
            await process.RunUntilQuietAsync();
            var again = await process.ReadAsync(waiting.Id);
            Assert.Equal((RequestStatus.Waiting, Approval.Needed), (again.Status, again.Outcome));
            Assert.Contains(again.Findings, f => f.Contains("another map", StringComparison.Ordinal));
            await process.Requests.ApproveAsync(waiting.Id, AppRoles.Operate, Token);
        }

        await AddAsync(deployment, (int)Approval.Leeway);
        await using var restarted = deployment.Start();
        await restarted.RunUntilQuietAsync();
        AssertCompleted(await restarted.ReadAsync(waiting.Id));
        Assert.Equal(0L, await deployment.Sample.ScalarAsync(Left, Token));
    }

    [Fact]
    public async Task More_than_was_approved_asks_again_before_it_is_taken()
    {
        await using var deployment = await DeployAsync();
        deployment.Map = Map(deployment, "$.collections.comments", """{ "caps": { "rows": 0 } }""");
        await using var process = deployment.Start();
        var waiting = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));
        await process.Requests.ApproveAsync(waiting.Id, AppRoles.Operate, Token);
        await AddAsync(deployment, (int)Approval.Leeway + 50);
        var before = await StateAsync(deployment);
        await process.RunUntilQuietAsync();

        var again = await process.ReadAsync(waiting.Id);
        Assert.Equal((RequestStatus.Waiting, Approval.Needed), (again.Status, again.Outcome));
        Assert.Contains(again.Findings, f => f.Contains("exceeded", StringComparison.Ordinal));
        before.AssertEqual(await StateAsync(deployment));
        Assert.True(again.Asked!.Counts["lesson_progress"] > again.Approved!.Counts["lesson_progress"] + Approval.Leeway);
        await process.Requests.ApproveAsync(waiting.Id, AppRoles.Operate, Token);
        await process.RunUntilQuietAsync();
        AssertCompleted(await process.ReadAsync(waiting.Id));
    }

    /// <summary>After the capture: the last transaction of the database finds them. After the erasure: a round of late arrivals does.</summary>
    [Theory]
    [InlineData("capture", "erase:main")]
    [InlineData("verify", "capture:1")]
    public async Task What_arrives_late_beyond_what_is_allowed_asks_before_it_is_taken(string after, string stopped)
    {
        await using var deployment = await DeployAsync();
        deployment.Map = Map(deployment, "$.collections.lesson_progress", """{ "caps": { "rows": 1000 } }""");
        await using var process = deployment.Start();
        var id = (await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.Ordinary))).Id;
        var added = false;
        process.Faults.OnEffect = (_, name) =>
        {
            // The entry that ends the step is on its way: what is written now was not seen by it.
            if (!added && name.StartsWith(Storage.ObjectNames.LedgerChains, StringComparison.Ordinal) && Steps(process, id).Contains(after == "capture" ? "plan" : "files:upload_files"))
            {
                added = true;
                AddAsync(deployment, 1500).GetAwaiter().GetResult();
            }
        };
        await process.RunUntilQuietAsync();

        var waiting = await process.ReadAsync(id);
        Assert.Equal((RequestStatus.Waiting, Approval.Needed), (waiting.Status, waiting.Outcome));
        Assert.DoesNotContain(waiting.Steps, s => s.Name.StartsWith(stopped, StringComparison.Ordinal));
        Assert.True((long)(await deployment.Sample.ScalarAsync(Left, Token))! >= 1500);
        await process.Requests.ApproveAsync(id, AppRoles.Operate, Token);
        await process.RunUntilQuietAsync();
        AssertCompleted(await process.ReadAsync(id));
        Assert.Equal(0L, await deployment.Sample.ScalarAsync(Left, Token));
    }

    [Fact]
    public async Task A_shared_row_that_cannot_be_let_go_of_waits_before_the_first_write_and_a_line_of_the_map_mends_it()
    {
        await using var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync(
            "create table rooms (id bigint primary key, host_id bigint not null references users (id), guest_id bigint not null references users (id)); insert into rooms values (1, 1, 2), (2, 2, 3)", Token);
        deployment.Map = Rooms(deployment);
        var before = await StateAsync(deployment);
        string id;
        await using (var process = deployment.Start())
        {
            var waiting = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));
            id = waiting.Id;
            Assert.Equal((RequestStatus.Waiting, "shared-not-null"), (waiting.Status, waiting.Outcome));
            Assert.Null(waiting.EffectsBegan);
            Assert.Contains("host_id", Assert.Single(waiting.Findings), StringComparison.Ordinal);
            Assert.Contains("\"owns\": false", waiting.Findings[0], StringComparison.Ordinal);
            before.AssertEqual(await StateAsync(deployment));
        }

        await deployment.Sample.ExecuteAsync("drop table rooms; create table rooms (id bigint primary key, host_id bigint references users (id), guest_id bigint references users (id)); insert into rooms values (1, 1, 2), (2, 2, 3)", Token);
        await using var restarted = deployment.Start();
        await restarted.Requests.RetryAsync(id, Token);
        await restarted.RunUntilQuietAsync();
        AssertCompleted(await restarted.ReadAsync(id));
        Assert.Equal("2", (await StateAsync(deployment)).Tables["rooms"].Single(r => r["id"] == "1")["guest_id"]);
    }

    private static IEnumerable<string> Steps(EngineProcess process, string id) =>
        process.ReadAsync(id).GetAwaiter().GetResult().Steps.Select(s => s.Name.Split('/')[0]);

    private static async Task<DeletionPlan> PlanAsync(EngineProcess process) =>
        await process.Get<IDeletionPlanner>().PlanAsync(new RootKey("users", new Sources.Key([Id(PythonProPeople.Ordinary)])), DateTimeOffset.UnixEpoch, Token);

    /// <summary>More rows of the person than the lessons there are.</summary>
    private static Task AddAsync(Deployment deployment, int rows) => deployment.Sample.ExecuteAsync(
        (deployment.Sample.Kind == SourceKind.Sqlite ? "pragma foreign_keys = off; " : "set session_replication_role = replica; ")
        + FormattableString.Invariant($"insert into lesson_progress with recursive n (i) as (select 1 union all select i + 1 from n where i < {rows}) select {PythonProPeople.Ordinary}, 100000 + i, 1, 1, (select min(started_at) from lesson_progress), null from n"), Token);

    private static DataMap Map(Deployment deployment, string path, string with) => deployment.ReadMap(json =>
    {
        var map = JObject.Parse(json);
        ((JObject)map.SelectToken(path)!).Merge(JObject.Parse(with));
        return map.ToString();
    });

    private static DataMap Rooms(Deployment deployment) => deployment.ReadMap(json =>
    {
        var map = JObject.Parse(json);
        map["collections"]!["rooms"] = JObject.Parse(
            """
            { "source": "main", "from": "rooms", "key": ["id"], "description": "Rooms.", "purpose": "p", "basis": "contract", "keptFor": "k",
              "columns": { "id": { "category": "account", "origin": "derived" }, "host_id": { "category": "account", "origin": "derived" }, "guest_id": { "category": "account", "origin": "derived" } },
              "references": [ { "columns": ["host_id"], "to": "users", "toColumns": ["id"], "owns": true }, { "columns": ["guest_id"], "to": "users", "toColumns": ["id"], "owns": true } ],
              "deletion": { "treatment": "delete" } }
            """);
        return map.ToString();
    });
}

public sealed class SqliteApprovalTests(SampleTemplate template) : ApprovalTests(template, SourceKind.Sqlite);

public sealed class PostgresApprovalTests(SampleTemplate template) : ApprovalTests(template, SourceKind.Postgres);
