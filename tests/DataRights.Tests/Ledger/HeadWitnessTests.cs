using System.Text;
using DataRights.Ledger;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Ledger;

/// <summary>What a witness adds: even one who may write to the whole ledger, and makes every hash anew, is found out.</summary>
public sealed class HeadWitnessTests
{
    private readonly ManualTimeProvider time = new();
    private readonly InMemoryObjectStore witness;
    private readonly InMemoryObjectStore store;
    private readonly StoreLedger ledger;

    public HeadWitnessTests()
    {
        (witness, store) = (new(time), new(time));
        ledger = Ledger(store);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_head_is_published_once_and_says_what_it_is()
    {
        await AnchorAsync(ledger, "a");
        await ledger.PublishHeadsAsync(Token);
        await ledger.PublishHeadsAsync(Token);

        var name = Assert.Single(await HeadsAsync());
        var content = Encoding.UTF8.GetString((await witness.ReadAsync(name, Token))!.Content.Span);
        var anchor = await ledger.AnchorAsync("a", Token);
        Assert.Equal($"heads/{anchor.Day}/0000000001-{anchor.Hash}.json", name);
        Assert.StartsWith($"{{\"schema\":1,\"day\":\"{anchor.Day}\",\"sequence\":1,\"hash\":\"{anchor.Hash}\",\"publishedAt\":", content, StringComparison.Ordinal);
        Assert.True((await ledger.VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task Days_that_ended_since_the_last_time_are_published_with_their_closing_entry()
    {
        await AnchorAsync(ledger, "a");
        await ledger.PublishHeadsAsync(Token);
        for (var day = 0; day < 3; day++)
        {
            time.Advance(TimeSpan.FromDays(1));
            await AnchorAsync(ledger, $"b{day}");
        }

        await ledger.PublishHeadsAsync(Token);

        // The first day's first head, its closing, two closed days and the newest.
        Assert.Equal(["01", "02", "02", "02", "01"], (await HeadsAsync()).Select(n => n.Split('/')[2][8..10]));
        Assert.True((await ledger.VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task One_process_publishes_every_few_minutes_at_most()
    {
        await ledger.PublishHeadsAsync(Token);
        await AnchorAsync(ledger, "a");
        await ledger.PublishHeadsAsync(Token);
        await AnchorAsync(ledger, "b");
        time.Advance(HeadWitness.Every - TimeSpan.FromSeconds(1));
        await ledger.PublishHeadsAsync(Token);
        Assert.Single(await HeadsAsync());

        time.Advance(TimeSpan.FromSeconds(1));
        await ledger.PublishHeadsAsync(Token);
        Assert.Equal(2, (await HeadsAsync()).Count);
    }

    [Fact]
    public async Task Nothing_is_published_of_an_empty_ledger_or_without_a_witness()
    {
        await ledger.PublishHeadsAsync(Token);
        var alone = new StoreLedger(store, time);
        await AnchorAsync(alone, "a");
        await alone.PublishHeadsAsync(Token);

        Assert.Empty(await HeadsAsync());
    }

    [Fact]
    public async Task A_whole_ledger_written_anew_is_found_when_it_is_verified_and_when_the_next_head_is_published()
    {
        await AnchorAsync(ledger, "a");
        await AnchorAsync(ledger, "b");
        await ledger.PublishHeadsAsync(Token);
        var forged = Ledger(new InMemoryObjectStore(time));
        await AnchorAsync(forged, "a", "7");
        await AnchorAsync(forged, "b", "7");

        var finding = Assert.Single((await forged.VerifyAsync(Token)).Findings);
        Assert.Contains("2026-01-15.ndjson entry 2: the chain was rewritten; the witness saw another entry.", finding, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerCorruptException>(() => forged.PublishHeadsAsync(Token));
        Assert.Single(await HeadsAsync());
    }

    [Fact]
    public async Task The_newest_day_cut_off_at_an_entry_is_found()
    {
        await AnchorAsync(ledger, "a");
        await AnchorAsync(ledger, "b");
        await ledger.PublishHeadsAsync(Token);
        var cut = new InMemoryObjectStore(time);
        var earlier = Ledger(cut);
        await AnchorAsync(earlier, "a");

        Assert.Contains("entry 2: the chain was cut off; the witness saw 2 entries.", string.Concat((await earlier.VerifyAsync(Token)).Findings), StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerCorruptException>(() => earlier.PublishHeadsAsync(Token));
    }

    [Fact]
    public async Task A_newest_day_that_was_removed_is_found()
    {
        await AnchorAsync(ledger, "a");
        await ledger.PublishHeadsAsync(Token);

        Assert.Equal(["ledger/days/2026-01-15.ndjson: the day is missing; the witness saw it."], (await Ledger(new InMemoryObjectStore(time)).VerifyAsync(Token)).Findings);
    }

    [Fact]
    public async Task What_is_no_head_at_the_witness_is_told_by_name()
    {
        await witness.TryWriteAsync("heads/2026-01-15/0000000001-short.json", new byte[] { 1 }, WriteCondition.IfAbsent, Token);

        Assert.Equal(["heads/2026-01-15/0000000001-short.json: it is not named like a published head."], (await ledger.VerifyAsync(Token)).Findings);
    }

    private StoreLedger Ledger(InMemoryObjectStore chains) => new(chains, time, new WitnessStore(witness));

    private static async Task AnchorAsync(StoreLedger chains, string reference, string rows = "1")
    {
        await chains.AppendAsync(reference, "erased", LedgerCodes.Erased, new Dictionary<string, string> { ["rows"] = rows }, Token);
        await chains.AnchorAsync(reference, Token);
    }

    private async Task<List<string>> HeadsAsync()
    {
        var names = new List<string>();
        await foreach (var entry in witness.ListAsync("", Token))
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
