using System.Text;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;
using Xunit;

namespace DataRights.EndToEnd.Tests.Upgrade;

/// <summary>An upgrade with requests under way, a version beside a newer one, and a map that is changed meanwhile.</summary>
public sealed class UpgradeTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    [Theory]
    [InlineData(StoredRecords.OldestExport, "archived")]
    [InlineData(StoredRecords.ScheduledDeletion, "deleted")]
    [InlineData(StoredRecords.RunningDeletion, "deleted")]
    public async Task What_an_earlier_version_left_is_finished(string stored, string outcome)
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var id = await StoredRecords.StoreAsync(process, deployment, stored, 3, Token);

        await process.RunUntilQuietAsync();

        var record = await process.ReadAsync(id);
        Assert.Equal((RequestStatus.Completed, outcome), (record.Status, record.Outcome));
    }

    [Theory]
    [InlineData("\"schema\":1,", "\"schema\":2,")]
    [InlineData("\"schema\":1,", "\"schema\":1,\"ofTomorrow\":true,")]
    public async Task A_record_of_a_newer_version_is_refused_and_left_until_that_version_works_it(string now, string then)
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var request = await process.SubmitAsync(RequestKind.Deletion, "user_id", "3");
        var before = await StateAsync(deployment);
        var original = await ReplaceAsync(process, request.Id, now, then);
        var newer = await TextAsync(process, request.Id);

        await process.DeliverAllAsync();
        deployment.Clock.Advance(TimeSpan.FromHours(1));
        var report = await process.Get<Housekeeping>().RunAsync(Token);

        Assert.NotEmpty(report.Troubles);
        Assert.Equal(newer, await TextAsync(process, request.Id));
        before.AssertEqual(await StateAsync(deployment));
        await Assert.ThrowsAsync<RequestCorruptException>(() => process.ReadAsync(request.Id));

        await WriteAsync(process, request.Id, original);
        await process.RunUntilQuietAsync();
        AssertCompleted(await process.ReadAsync(request.Id));
    }

    [Fact]
    public async Task Requests_are_planned_by_the_map_of_the_host_that_works_them()
    {
        await using var deployment = await DeployAsync();
        RequestRecord deletion;
        await using (var older = deployment.Start())
        {
            deletion = await older.SubmitAsync(RequestKind.Deletion, "user_id", "3");
            older.Faults.OnEffect = (_, name) =>
            {
                if (name.StartsWith(ObjectNames.Work, StringComparison.Ordinal))
                {
                    older.Faults.CrashAfter(older.Faults.Effects + 1);
                }
            };
            await older.DeliverAllAsync();
            older.Faults.Revive();
        }

        deployment.Map = deployment.ReadMap(json => json.Replace("\"version\": 1,", "\"version\": 2,", StringComparison.Ordinal));
        await using var newer = deployment.Start();
        var planned = (await newer.ReadAsync(deletion.Id)).MapHash;
        Assert.NotNull(planned);
        Assert.NotEqual(deployment.Map.Hash, planned);
        await newer.RunUntilQuietAsync();

        var record = await newer.ReadAsync(deletion.Id);
        AssertCompleted(record);
        Assert.Equal(deployment.Map.Hash, record.MapHash);
    }

    private static async Task<string> TextAsync(EngineProcess process, string id) =>
        Encoding.UTF8.GetString((await process.Get<IObjectStore>().ReadAsync(ObjectNames.Request(id), Token))!.Content.Span);

    private static Task<string?> WriteAsync(EngineProcess process, string id, string text) =>
        process.Get<IObjectStore>().TryWriteAsync(ObjectNames.Request(id), Encoding.UTF8.GetBytes(text), WriteCondition.None, Token);

    private static async Task<string> ReplaceAsync(EngineProcess process, string id, string old, string @new)
    {
        var text = await TextAsync(process, id);
        await WriteAsync(process, id, text.Replace(old, @new, StringComparison.Ordinal));
        return text;
    }
}
