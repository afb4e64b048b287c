using System.Text;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Requests.Pruning;
using DataRights.Storage;
using Xunit;

namespace DataRights.Tests.Requests.Pruning;

/// <summary>After its time nothing in the state links a ledger chain to a person, and nothing goes before its time.</summary>
public sealed class RecordPruningTests
{
    private static readonly TestJob Done = new((_, _) => Task.FromResult(JobResult.Completed("deleted")));

    [Fact]
    public async Task When_a_request_has_been_over_for_long_enough_no_object_names_its_subject_or_its_chain()
    {
        var world = new World();
        var record = await EndedAsync(world, "key-1");
        Assert.Contains(Everything(world), o => o.Contains(record.SubjectReference!, StringComparison.Ordinal));

        await PruneAsync(world, World.Start.AddDays(89));
        Assert.NotNull(await world.Store.ReadAsync(record.Id, World.Token));
        await PruneAsync(world, World.Start.AddDays(92));

        Assert.Null(await world.Store.ReadAsync(record.Id, World.Token));
        Assert.DoesNotContain(Everything(world), o => o.Contains(record.SubjectReference!, StringComparison.Ordinal) || o.Contains(record.LedgerReference, StringComparison.Ordinal));
        Assert.DoesNotContain(world.Objects.Everything(), o => o.Name.StartsWith(ObjectNames.Idempotency, StringComparison.Ordinal));
        Assert.Equal(LedgerCodes.MappingDestroyed, world.Codes(record)[^1]);
    }

    [Fact]
    public async Task Open_requests_and_deletions_that_failed_after_their_first_effect_stay()
    {
        var world = new World();
        var ended = await EndedAsync(world, null, "4");
        var open = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request;
        var stored = (await world.Store.ReadAsync(ended.Id, World.Token))!;
        await world.Store.TryUpdateAsync(stored, stored.Record with { Status = RequestStatus.Failed, EffectsBegan = World.Start }, World.Token);

        await PruneAsync(world, World.Start.AddDays(400));

        Assert.Equal(new[] { open.Id, ended.Id }.Order(StringComparer.Ordinal), (await world.AllAsync()).Select(r => r.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Stopped_at_any_effect_it_is_finished_by_the_next_round_and_says_so_once()
    {
        for (var stop = 1; stop <= 5; stop++)
        {
            var world = new World();
            var record = await EndedAsync(world, "key-1");
            world.Clock.SetUtcNow(World.Start.AddDays(100));
            var left = stop;
            world.Objects.BeforeWrite = _ =>
            {
                if (--left == 0)
                {
                    throw new StoreException("store-unreachable", transient: true);
                }
            };
            await Record.ExceptionAsync(() => new RecordPruning(world.Ports()).RunAsync(World.Token));
            world.Objects.BeforeWrite = null;
            await new RecordPruning(world.Ports()).RunAsync(World.Token);

            Assert.DoesNotContain(Everything(world), o => o.Contains(record.SubjectReference!, StringComparison.Ordinal));
            Assert.Single(world.Codes(record), LedgerCodes.MappingDestroyed);
        }
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_reported_and_keeps_none_of_the_others()
    {
        var world = new World();
        var record = await EndedAsync(world, null);
        var broken = ObjectNames.Request("00000000-0000-7000-8000-000000000000");
        await world.Objects.TryWriteAsync(broken, Encoding.UTF8.GetBytes("{}"), WriteCondition.None, World.Token);

        await Assert.ThrowsAsync<RequestCorruptException>(() => PruneAsync(world, World.Start.AddDays(200)));

        Assert.Null(await world.Store.ReadAsync(record.Id, World.Token));
        Assert.NotNull(world.Objects.Bytes(broken));
    }

    private static async Task<RequestRecord> EndedAsync(World world, string? key, string userId = "2")
    {
        var submitted = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, userId, key, waive: true), World.Token)).Request;
        await world.DeliverAsync(world.Runner(Done));
        var record = await world.ReadAsync(submitted.Id);
        Assert.False(record.IsOpen);
        return record;
    }

    private static Task PruneAsync(World world, DateTimeOffset now)
    {
        world.Clock.SetUtcNow(now);
        return new RecordPruning(world.Ports()).RunAsync(World.Token);
    }

    private static IEnumerable<string> Everything(World world) => world.Objects.Everything().Select(o => $"{o.Name} {Encoding.UTF8.GetString(world.Objects.Bytes(o.Name)!)}");
}
