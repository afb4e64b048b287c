using System.Text;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;
using Xunit;

namespace DataRights.Tests.Requests;

/// <summary>What earlier requests keep of a person goes when the person is deleted.</summary>
public sealed class EarlierRequestsTests
{
    [Fact]
    public async Task Archives_working_data_and_sealed_fields_of_ended_requests_are_destroyed_and_the_records_say_so()
    {
        var world = new World();
        var export = await ExportedAsync(world, "2");
        var others = await ExportedAsync(world, "4");
        var deletion = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, waive: true), World.Token)).Request;

        Assert.Equal(1, await Earlier(world).DestroyTracesAsync(deletion, World.Token));

        Assert.Null(world.Objects.Bytes(ObjectNames.Archive(export.Id)));
        Assert.NotNull(world.Objects.Bytes(ObjectNames.Archive(others.Id)));
        var record = (await world.Store.ReadAsync(export.Id, World.Token))!.Record;
        Assert.NotNull(record.Archive!.Destroyed);
        Assert.Null(record.SealedRootKey);
        Assert.Null(record.SealedIdentifiers);
        Assert.Contains(await world.Ledger.ReadAsync(record.LedgerReference, World.Token), e => e.Code == LedgerCodes.ArchiveDestroyed);
    }

    [Fact]
    public async Task An_export_that_was_stopped_before_it_recorded_its_archive_does_not_find_it_again()
    {
        var world = new World();
        var export = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request;
        await world.DeliverAsync(world.Runner(new TestJob(async (run, token) =>
        {
            await world.Objects.TryWriteAsync(ObjectNames.Archive(run.Request.Id), Encoding.UTF8.GetBytes("zip"), WriteCondition.None, token);
            await run.CheckpointAsync(r => r with { Checkpoint = "prepared" }, token);
            return JobResult.Continue;
        })));
        var deletion = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, waive: true), World.Token)).Request;

        await Earlier(world).DestroyTracesAsync(deletion, World.Token);

        var record = (await world.Store.ReadAsync(export.Id, World.Token))!.Record;
        Assert.Null(world.Objects.Bytes(ObjectNames.Archive(export.Id)));
        Assert.Null(record.Checkpoint);
        Assert.True(record.IsOpen);
        Assert.NotNull(record.SealedRootKey);
    }

    [Fact]
    public async Task Done_again_it_counts_the_same_and_changes_nothing()
    {
        var world = new World();
        var export = await ExportedAsync(world, "2");
        var deletion = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, waive: true), World.Token)).Request;
        var first = await Earlier(world).DestroyTracesAsync(deletion, World.Token);
        var record = (await world.Store.ReadAsync(export.Id, World.Token))!.Record;

        Assert.Equal(first, await Earlier(world).DestroyTracesAsync(deletion, World.Token));
        Assert.Equivalent(record, (await world.Store.ReadAsync(export.Id, World.Token))!.Record);
        Assert.Single(await world.Ledger.ReadAsync(record.LedgerReference, World.Token), e => e.Code == LedgerCodes.ArchiveDestroyed);
    }

    [Fact]
    public async Task Stopped_before_any_effect_and_done_again_it_leaves_nothing()
    {
        for (var stop = 1; stop < 20; stop++)
        {
            var world = new World();
            var export = await ExportedAsync(world, "2");
            var deletion = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, waive: true), World.Token)).Request;
            var writes = 0;
            world.Objects.BeforeWrite = _ => { if (++writes == stop) throw new StoreException("stopped", true); };
            try
            {
                await Earlier(world).DestroyTracesAsync(deletion, World.Token);
            }
            catch (StoreException)
            {
                // The stop.
            }

            world.Objects.BeforeWrite = null;
            await Earlier(world).DestroyTracesAsync(deletion, World.Token);
            Assert.Null(world.Objects.Bytes(ObjectNames.Archive(export.Id)));
            Assert.NotNull((await world.Store.ReadAsync(export.Id, World.Token))!.Record.Archive!.Destroyed);
        }
    }

    private static EarlierRequests Earlier(World world) => new(world.Ports(), new ArchiveStore(world.Objects), world.Keys);

    private static async Task<RequestRecord> ExportedAsync(World world, string userId)
    {
        var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access, userId), World.Token)).Request;
        await world.RunUntilQuietAsync(new TestJob(async (run, token) =>
        {
            var name = ObjectNames.Archive(run.Request.Id);
            await world.Objects.TryWriteAsync(name, Encoding.UTF8.GetBytes("zip"), WriteCondition.None, token);
            var archive = new ArchiveInfo(name, "your-data.zip", 3, "00", 1, 0, World.Start.AddDays(365), null);
            await run.CheckpointAsync(r => r with { Archive = archive }, token);
            return JobResult.Completed("archived");
        }));
        return request;
    }
}
