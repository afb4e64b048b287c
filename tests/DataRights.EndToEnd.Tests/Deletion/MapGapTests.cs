using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>What the map does not say stops a deletion before its first write, with the mend spelled out.</summary>
public abstract class MapGapTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    [Fact]
    public async Task An_undeclared_column_stops_the_deletion_until_the_map_declares_it()
    {
        await using var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync("alter table profiles add column pronouns text", Token);
        var id = await WaitsAsync(deployment, "pronouns");

        deployment.Map = deployment.ReadMap(json =>
        {
            var map = JObject.Parse(json);
            map["collections"]!["profiles"]!["columns"]!["pronouns"] = new JObject { ["category"] = "identity", ["origin"] = "provided" };
            return map.ToString();
        });
        await CompletesAsync(deployment, id);
    }

    [Fact]
    public async Task An_undeclared_table_that_refers_to_people_stops_the_deletion_until_the_map_has_it()
    {
        await using var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync("create table badges (id bigint primary key, user_id bigint references users (id)); insert into badges values (1, 1), (2, 2)", Token);
        var id = await WaitsAsync(deployment, "badges");

        deployment.Map = deployment.ReadMap(json =>
        {
            var map = JObject.Parse(json);
            map["collections"]!["badges"] = JObject.Parse(
                """
                { "source": "main", "from": "badges", "key": ["id"], "description": "Badges.", "purpose": "p", "basis": "contract", "keptFor": "k",
                  "columns": { "id": { "category": "account", "origin": "derived" }, "user_id": { "category": "account", "origin": "derived" } },
                  "references": [ { "columns": ["user_id"], "to": "users", "toColumns": ["id"], "owns": true } ],
                  "deletion": { "treatment": "delete" } }
                """);
            return map.ToString();
        });
        await CompletesAsync(deployment, id);
        Assert.Equal("2", (await StateAsync(deployment)).Tables["badges"].Single()["id"]);
    }

    [Fact]
    public async Task A_missing_table_stops_the_deletion_until_it_is_there()
    {
        await using var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync("alter table quiz_answers rename to quiz_replies", Token);
        var id = await WaitsAsync(deployment, "quiz_answers");
        await deployment.Sample.ExecuteAsync("alter table quiz_replies rename to quiz_answers", Token);
        await CompletesAsync(deployment, id);
    }

    [Fact]
    public async Task A_map_that_changes_between_slices_is_planned_again()
    {
        await using var deployment = await DeployAsync();
        string id;
        await using (var process = deployment.Start())
        {
            id = (await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.Ordinary))).Id;
            process.Faults.OnEffect = (_, name) =>
            {
                // Time passes as soon as the capture begins, so that its step is the slice's last.
                if (name.StartsWith(Storage.ObjectNames.Work, StringComparison.Ordinal))
                {
                    deployment.Clock.Advance(TimeSpan.FromMinutes(9));
                    process.Faults.OnEffect = null;
                }
            };
            await process.DeliverAsync();
            var sliced = await process.ReadAsync(id);
            Assert.Equal(["plan", "capture"], sliced.Steps.Select(s => s.Name));
            Assert.Equal(RequestStatus.Queued, sliced.Status);
        }

        // From now on a lesson's authors go rather than lose their name.
        var before = await StateAsync(deployment);
        deployment.Map = deployment.ReadMap(json =>
        {
            var map = JObject.Parse(json);
            map["collections"]!["lesson_authors"]!["deletion"] = JObject.Parse("""{ "treatment": "delete" }""");
            return map.ToString();
        });
        await using var restarted = deployment.Start();
        await restarted.RunUntilQuietAsync();
        var record = await restarted.ReadAsync(id);
        AssertCompleted(record);
        Assert.Equal(deployment.Map.Hash, record.MapHash);
        Assert.Equal(deployment.Map.Hash, (string?)(await ReceiptAsync(restarted, record))["map"]!["hash"]);
        Assert.DoesNotContain(record.Steps, s => s.Name.Contains('/', StringComparison.Ordinal) && !s.Name.EndsWith(deployment.Map.Hash[..8], StringComparison.Ordinal));
        var authored = before.Tables["lesson_authors"].Count(r => r["user_id"] == Id(PythonProPeople.Ordinary));
        Assert.Equal(before.Tables["lesson_authors"].Count - authored, (await StateAsync(deployment)).Tables["lesson_authors"].Count);
    }

    private static async Task<string> WaitsAsync(Running.Deployment deployment, string named)
    {
        var before = await StateAsync(deployment);
        await using var process = deployment.Start();
        var record = await DeleteAsync(process, "user_id", Id(PythonProPeople.Ordinary));
        Assert.Equal((RequestStatus.Waiting, "map-gap"), (record.Status, record.Outcome));
        Assert.Contains(record.Findings, f => f.Contains(named, StringComparison.Ordinal));
        Assert.Null(record.EffectsBegan);
        before.AssertEqual(await StateAsync(deployment));
        return record.Id;
    }

    private static async Task CompletesAsync(Running.Deployment deployment, string id)
    {
        await using var process = deployment.Start();
        await process.Requests.RetryAsync(id, Token);
        await process.RunUntilQuietAsync();
        AssertCompleted(await process.ReadAsync(id));
        Assert.DoesNotContain((await StateAsync(deployment)).Tables["users"], r => r["id"] == Id(PythonProPeople.Ordinary));
        await AssertCleanedUpAsync(process);
    }
}

public sealed class SqliteMapGapTests(SampleTemplate template) : MapGapTests(template, SourceKind.Sqlite);

public sealed class PostgresMapGapTests(SampleTemplate template) : MapGapTests(template, SourceKind.Postgres);
