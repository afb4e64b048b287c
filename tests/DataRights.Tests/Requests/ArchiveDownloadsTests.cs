using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Tests.Webhooks;
using Xunit;

namespace DataRights.Tests.Requests;

/// <summary>How often an archive is handed out: counted, limited, told to the person, allowed again by operators.</summary>
public sealed class ArchiveDownloadsTests
{
    private const int Limit = 10;

    private readonly WebhookScene scene = new();

    private World World => scene.World;

    [Fact]
    public async Task Each_hand_out_is_in_the_record_in_the_ledger_and_announced_with_its_number()
    {
        var id = await ExportedAsync();
        World.Clock.Advance(TimeSpan.FromMinutes(5));
        await World.Service().CountDownloadAsync(id, World.Token);
        World.Clock.Advance(TimeSpan.FromMinutes(5));
        var archive = (await World.Service().CountDownloadAsync(id, World.Token))!.Archive!;
        await scene.SendAsync();

        Assert.Equal((2, World.Start.AddMinutes(10)), (archive.Downloads, archive.LastDownload));
        Assert.Equal(["1", "2"], Entries(await World.ReadAsync(id), LedgerCodes.ArchiveDownloaded).Select(e => e.Facts["downloads"]));
        var told = scene.Receiver.FirstArrivals(id);
        Assert.Equal(["request.queued", "request.running", "request.completed", "archive.downloaded", "archive.downloaded"], told.Select(e => e.Type));
        Assert.Equal([null, null, null, 1, 2], told.Select(e => e.Download));
        Assert.All(told, e => Assert.Equal(e.Subject, World.Keys.Reference(new("users", Key.Of("2")))));
        Assert.Equal([false, false, true, true, true], told.Select(e => e.ArchiveExpires == World.Start.AddDays(7)));
    }

    [Fact]
    public async Task Of_many_at_once_no_more_pass_than_are_allowed()
    {
        var id = await ExportedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 3 * Limit).Select(_ => Task.Run(TryAsync)));

        Assert.Equal(Limit, answers.Count(a => a));
        var record = await World.ReadAsync(id);
        Assert.Equal(Limit, record.Archive!.Downloads);
        Assert.Equal(Limit, Entries(record, LedgerCodes.ArchiveDownloaded).Count);
        Assert.Equal(Enumerable.Range(1, Limit), record.Transitions.Where(t => t.Event is not null).Select(t => t.Download!.Value));

        async Task<bool> TryAsync()
        {
            try
            {
                return await World.Service().CountDownloadAsync(id, World.Token) is not null;
            }
            catch (RequestRefusedException e) when (e.Code == "download-limit")
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task An_operator_allows_as_many_again_once_however_often_the_call_is_repeated()
    {
        var id = await ExportedAsync();
        for (var i = 0; i < Limit; i++)
        {
            await World.Service().CountDownloadAsync(id, World.Token);
        }

        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => World.Service().CountDownloadAsync(id, World.Token));
        Assert.Contains("archive/allow", refused.Message, StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(2 * Limit, (await World.Service().AllowDownloadsAsync(id, "operator", World.Token))!.Archive!.DownloadsAllowed);
        }

        Assert.Equal(Limit + 1, (await World.Service().CountDownloadAsync(id, World.Token))!.Archive!.Downloads);
        var allowed = Assert.Single(Entries(await World.ReadAsync(id), LedgerCodes.DownloadsAllowed));
        Assert.Equal(("20", "operator"), (allowed.Facts["allowed"], allowed.Facts["allowed-by-role"]));
    }

    [Fact]
    public async Task An_archive_in_parts_is_handed_out_as_often_for_each_of_them()
    {
        var id = await ExportedAsync(parts: 3);
        for (var i = 0; i < 3 * Limit; i++)
        {
            await World.Service().CountDownloadAsync(id, World.Token);
        }

        await Assert.ThrowsAsync<RequestRefusedException>(() => World.Service().CountDownloadAsync(id, World.Token));
        Assert.Equal(6 * Limit, (await World.Service().AllowDownloadsAsync(id, "operator", World.Token))!.Archive!.DownloadsAllowed);
    }

    [Fact]
    public async Task Stopped_after_any_effect_and_called_again_it_counts_what_it_says()
    {
        for (var effects = 0; effects < 6; effects++)
        {
            var one = new ArchiveDownloadsTests();
            var id = await one.ExportedAsync();
            await Record.ExceptionAsync(() => one.World.Service(new CrashPoint(effects)).CountDownloadAsync(id, World.Token));
            var before = (await one.World.ReadAsync(id)).Archive!.Downloads;
            await one.World.Service().CountDownloadAsync(id, World.Token);
            await one.scene.RunUntilQuietAsync(new TestJob());

            var record = await one.World.ReadAsync(id);
            Assert.Equal(before + 1, record.Archive!.Downloads);
            Assert.Equal(record.Archive.Downloads, one.Entries(record, LedgerCodes.ArchiveDownloaded).Count);
            Assert.Equal(record.Archive.Downloads, one.scene.Receiver.FirstArrivals(id).Count(e => e.Type == ArchiveEvents.Downloaded));
        }
    }

    [Fact]
    public async Task When_its_time_is_over_nothing_is_counted_or_allowed_and_the_person_hears_of_the_end_once()
    {
        var id = await ExportedAsync();
        World.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, (await World.Service().CountDownloadAsync(id, World.Token))!.Archive!.Downloads);
        await World.Housekeeping().RunAsync(World.Token);
        await World.Housekeeping().RunAsync(World.Token);
        await scene.SendAsync();

        Assert.Null((await World.Service().CountDownloadAsync(id, World.Token))!.Archive!.LastDownload);
        Assert.Equal("archive-missing", (await Assert.ThrowsAsync<RequestRefusedException>(() => World.Service().AllowDownloadsAsync(id, "operator", World.Token))).Code);
        Assert.Null(await World.Service().CountDownloadAsync(Guid.CreateVersion7().ToString(), World.Token));
        Assert.Null(await World.Service().AllowDownloadsAsync(Guid.CreateVersion7().ToString(), "operator", World.Token));
        var last = scene.Receiver.FirstArrivals(id)[^1];
        Assert.Equal((ArchiveEvents.Expired, World.Start.AddDays(7)), (last.Type, last.At));
        Assert.Single(scene.Receiver.FirstArrivals(id), e => e.Type == ArchiveEvents.Expired);
    }

    private IReadOnlyList<LedgerEntry> Entries(RequestRecord record, string code) => [.. World.Ledger.Entries.Where(e => e.Reference == record.LedgerReference && e.Code == code)];

    private async Task<string> ExportedAsync(int parts = 1)
    {
        var id = await scene.SubmitAsync();
        await World.Objects.TryWriteAsync(ObjectNames.Archive(id), "zip"u8.ToArray(), WriteCondition.None, World.Token);
        await scene.WorkAsync(new TestJob(async (run, ct) =>
        {
            var archive = new ArchiveInfo(ObjectNames.Archive(id), "your-data.zip", 3, "00", 1, 0, World.Start.AddDays(7), null)
            {
                Parts = parts == 1 ? [] : [.. Enumerable.Range(1, parts).Select(p => new ArchivePart($"part-{p}", $"your-data-{p}.zip", 1, "00"))],
            };
            await run.CheckpointAsync(r => r with { Archive = archive }, ct);
            return JobResult.Completed("archived");
        }));
        return id;
    }
}
