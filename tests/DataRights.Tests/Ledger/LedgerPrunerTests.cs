using System.Text;
using DataRights.Ledger;
using DataRights.Signing;
using DataRights.Storage;
using DataRights.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Ledger;

/// <summary>Checkpoints that do not hold, stores that refuse, crashes, and what is not pruned.</summary>
public sealed class LedgerPrunerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_checkpoint_removed_altered_or_signed_by_another_is_found()
    {
        var (ledger, point) = await PrunedAsync(1);
        var name = LedgerObjects.Checkpoint(point.Through);
        var original = (await ledger.Store.ReadAsync(name, Token))!.Content.ToArray();
        var json = JObject.Parse(Encoding.UTF8.GetString(original));
        json["hash"] = new string('a', 64);
        await ledger.PutAsync(name, Encoding.UTF8.GetBytes(json.ToString()));
        Assert.Contains($"{name}: The signature holds, but the text beside it", await ledger.FindingsAsync(), StringComparison.Ordinal);

        var forged = await SignedDocument.SignAsync(new KeyRingSigner(new OtherKeys()), CheckpointFormat.Type, CheckpointFormat.Write(point, DateTimeOffset.UnixEpoch), Token);
        await ledger.PutAsync(name, forged);
        Assert.Contains($"{name}: The key that the header names is not among the keys", await ledger.FindingsAsync(), StringComparison.Ordinal);

        await ledger.Store.DeleteAsync(name, WriteCondition.None, Token);
        Assert.Contains("entry 1: it does not follow the beginning", await ledger.FindingsAsync(), StringComparison.Ordinal);

        await ledger.PutAsync(name, original);
        Assert.Equal("", await ledger.FindingsAsync());
        Assert.Contains("give the public keys", string.Concat((await new StoreLedger(ledger.Store, TimeProvider.System).VerifyAsync(Token)).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_put_in_another_ones_place_is_found()
    {
        var (ledger, point) = await PrunedAsync(1);
        var content = (await ledger.Store.ReadAsync(LedgerObjects.Checkpoint(point.Through), Token))!.Content.ToArray();
        await ledger.PutAsync(LedgerObjects.Checkpoint("2199-01-01"), content);

        Assert.Contains("ledger/checkpoints/2199-01-01.json: It is the checkpoint of another day.", await ledger.FindingsAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerCorruptException>(() => ledger.PruneAsync("9999-01-01"));
    }

    [Fact]
    public async Task Whatever_effect_a_crash_hits_the_ledger_holds_before_and_after_the_next_round()
    {
        for (var stop = 1; ; stop++)
        {
            var ledger = await RandomLedger.MakeAsync(new Random(5), leastDays: 4);
            var left = stop;
            ledger.Store.BeforeWrite = _ =>
            {
                if (--left == 0)
                {
                    throw new SimulatedCrashException();
                }
            };
            var stopped = await Record.ExceptionAsync(() => ledger.PruneAsync("9999-01-01")) is SimulatedCrashException;
            ledger.Store.BeforeWrite = null;
            Assert.Equal("", await ledger.FindingsAsync());
            var point = await ledger.PruneAsync("9999-01-01");
            Assert.Equal("", await ledger.FindingsAsync());
            Assert.Single(await ledger.NamesAsync(ObjectNames.LedgerDays));
            Assert.NotNull(point);
            if (!stopped)
            {
                Assert.True(stop > 5, "The crash was never met.");
                return;
            }
        }
    }

    [Fact]
    public async Task An_object_that_is_protected_still_is_reported_and_deleted_later()
    {
        var ledger = await RandomLedger.MakeAsync(new Random(8), leastDays: 4);
        ledger.Store.BeforeWrite = effect =>
        {
            if (effect == "delete")
            {
                throw new StoreException("object-immutable", transient: false);
            }
        };
        await Assert.ThrowsAsync<StoreException>(() => ledger.PruneAsync("9999-01-01"));
        Assert.Equal("", await ledger.FindingsAsync());

        ledger.Store.BeforeWrite = null;
        await ledger.PruneAsync("9999-01-01");
        Assert.Single(await ledger.NamesAsync(ObjectNames.LedgerDays));
        Assert.Equal("", await ledger.FindingsAsync());
    }

    [Fact]
    public async Task What_does_not_hold_is_not_pruned()
    {
        var ledger = await RandomLedger.MakeAsync(new Random(3), leastDays: 4);
        var names = await ledger.NamesAsync();
        var day = (await ledger.NamesAsync(ObjectNames.LedgerDays))[0];
        var lines = await ledger.LinesAsync(day);
        await ledger.PutAsync(day, lines.SkipLast(1));

        await Assert.ThrowsAsync<LedgerCorruptException>(() => ledger.PruneAsync("9999-01-01"));
        Assert.Equal(names, await ledger.NamesAsync());
    }

    [Fact]
    public async Task A_chain_that_a_later_day_vouches_for_stays_whole()
    {
        var ledger = await RandomLedger.MakeAsync(new Random(2), leastDays: 3);
        await ledger.WriteAsync("r0", 1);
        var before = (await ledger.Ledger.ReadAsync("r0", Token)).Count;
        await ledger.PruneAsync("9999-01-01");

        Assert.Equal(before, (await ledger.Ledger.ReadAsync("r0", Token)).Count);
        Assert.Equal("", await ledger.FindingsAsync());
    }

    private static async Task<(RandomLedger Ledger, LedgerCheckpoint Point)> PrunedAsync(int seed)
    {
        var ledger = await RandomLedger.MakeAsync(new Random(seed), leastDays: 4);
        var days = await ledger.NamesAsync(ObjectNames.LedgerDays);
        return (ledger, (await ledger.PruneAsync(LedgerObjects.DayOf(days[2])!))!);
    }

    private sealed class OtherKeys : DataRights.Subjects.IKeyRing
    {
        public int CurrentVersion(string purpose) => 1;

        public ReadOnlyMemory<byte> Key(string purpose, int version) => new byte[32];
    }
}
