using System.Text;
using DataRights.Requests;
using DataRights.Storage;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class RequestStoreTests
{
    private readonly World world = new();

    [Fact]
    public async Task Everything_of_a_record_survives_the_store()
    {
        var record = Full(Guid.CreateVersion7(World.Start).ToString());

        await world.Store.TryCreateAsync(record, World.Token);

        Assert.Equivalent(record, (await world.Store.ReadAsync(record.Id, World.Token))!.Record, strict: true);
        Assert.DoesNotContain(
            typeof(RequestRecord).GetProperties().Where(p => p.CanWrite),
            p => p.GetValue(record) is null or 0 or 0L or false);
    }

    [Fact]
    public async Task A_write_on_a_version_that_is_past_does_not_take_place()
    {
        var record = Full(Guid.CreateVersion7(World.Start).ToString());
        var first = (await world.Store.TryCreateAsync(record, World.Token))!;
        var second = (await world.Store.TryUpdateAsync(first, record with { Attempts = 3 }, World.Token))!;

        Assert.Null(await world.Store.TryCreateAsync(record, World.Token));
        Assert.Null(await world.Store.TryUpdateAsync(first, record with { Attempts = 4 }, World.Token));
        Assert.False(await world.Store.TryDeleteAsync(first, World.Token));
        Assert.Equivalent(second, await world.Store.ReadAsync(record.Id, World.Token), strict: true);
        Assert.True(await world.Store.TryDeleteAsync(second, World.Token));
        Assert.Null(await world.Store.ReadAsync(record.Id, World.Token));
    }

    [Fact]
    public async Task A_record_from_before_hand_outs_were_counted_is_read()
    {
        var record = Full(Guid.CreateVersion7(World.Start).ToString());
        var name = ObjectNames.Request(record.Id);
        await world.Store.TryCreateAsync(record, World.Token);
        var json = JObject.Parse(Encoding.UTF8.GetString(world.Objects.Bytes(name)!));
        foreach (var later in new[] { "language", "repeatAllowedBy", "archive.downloads", "archive.lastDownload", "archive.downloadsAllowed", "transitions[0].event", "transitions[0].download" })
        {
            json.SelectToken(later)!.Parent!.Remove();
        }

        await world.Objects.TryWriteAsync(name, Encoding.UTF8.GetBytes(json.ToString()), WriteCondition.None, World.Token);
        var read = (await world.Store.ReadAsync(record.Id, World.Token))!.Record;
        Assert.Equal((0, null, null), (read.Archive!.Downloads, read.Archive.LastDownload, read.Transitions[0].Event));
    }

    [Fact]
    public async Task A_record_that_misses_or_adds_a_member_is_refused_and_never_quoted()
    {
        var record = Full(Guid.CreateVersion7(World.Start).ToString());
        var name = ObjectNames.Request(record.Id);
        await world.Store.TryCreateAsync(record, World.Token);
        var text = Encoding.UTF8.GetString((await world.Objects.ReadAsync(name, World.Token))!.Content.Span);

        string[] damaged =
        [
            text.Replace("\"schema\":1", "\"schema\":2", StringComparison.Ordinal),
            text.Replace("\"schema\":1,", "", StringComparison.Ordinal),
            text.Replace("\"schema\":1,", "\"schema\":1,\"canary\":1,", StringComparison.Ordinal),
            text.Replace("\"epoch\":", "\"Epo\":", StringComparison.Ordinal),
            text.Replace("\"Deletion\"", "\"canary\"", StringComparison.Ordinal),
            text.Replace("\"Deletion\"", "2", StringComparison.Ordinal),
            text.Replace("\"2026-", "\"canary-", StringComparison.Ordinal),
            text.Replace("\"steps\":[", "\"steps\":null,\"x\":[", StringComparison.Ordinal),
            text.Replace(record.Id, Guid.NewGuid().ToString(), StringComparison.Ordinal),
            text + "canary",
            text[..^1],
            "",
            "[]",
        ];
        foreach (var content in damaged)
        {
            Assert.NotEqual(text, content);
            await world.Objects.TryWriteAsync(name, Encoding.UTF8.GetBytes(content), WriteCondition.None, World.Token);
            var refusal = await Assert.ThrowsAsync<RequestCorruptException>(() => world.Store.ReadAsync(record.Id, World.Token));
            Assert.Equal(name, refusal.ObjectName);
            Assert.DoesNotContain("canary", refusal.ToString(), StringComparison.Ordinal);
        }
    }

    private static RequestRecord Full(string id) => new()
    {
        Format = ExportFormat.Csv,
        CsvFormulas = CsvFormulas.Keep,
        Id = id,
        Kind = RequestKind.Deletion,
        Status = RequestStatus.Running,
        SubjectReference = "s1_x",
        RootCollection = "users",
        SealedRootKey = "AA==",
        SealedIdentifiers = "AA==",
        LedgerReference = "ab",
        Received = World.Start,
        Due = World.Start.AddMonths(1),
        GraceEnds = World.Start.AddDays(7).ToOffset(TimeSpan.FromHours(2)),
        Started = World.Start.AddTicks(1234567),
        Ended = World.Start,
        EffectsBegan = World.Start,
        MapHash = "2026-03-01T00:00:00Z",
        Version = long.MaxValue,
        Epoch = 4,
        Attempts = 2,
        Large = true,
        NextAttempt = World.Start,
        Heartbeat = World.Start,
        Steps = [new RequestStep("erase:main", World.Start, new Dictionary<string, long> { ["Users"] = 3 })],
        Checkpoint = "2026-03-01T00:00:00Z",
        Outcome = "outcome",
        Findings = ["A \"finding\"\nof two lines \ud83d\ude00."],
        Archive = new ArchiveInfo("archives/x.zip", "x.zip", 1, "00", 2, 3, World.Start, World.Start) { Downloads = 4, LastDownload = World.Start, DownloadsAllowed = 14 },
        Language = DataRights.Mapping.PageLanguage.German,
        RepeatAllowedBy = "operator",
        ClientReference = "ticket-17",
        Announced = true,
        SubjectBinding = new string('b', 64),
        Replays = "0195a000-0000-7000-8000-000000000009",
        Asked = new Approval("map", World.Start, ["cap-rows"], new Dictionary<string, long> { ["orders"] = 8 }),
        Approved = new Approval("map", World.Start, ["protected"], new Dictionary<string, long> { ["orders"] = 7 }),
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Transitions = [new RequestTransition(1, RequestStatus.Queued, null, World.Start)],
        Receipt = "receipts/x.json",
        StatusSecretHash = "h",
    };
}
