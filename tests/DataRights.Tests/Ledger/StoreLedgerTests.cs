using System.Security.Cryptography;
using System.Text;
using DataRights.Ledger;
using DataRights.Storage.Local;
using DataRights.Testing;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.Ledger;

/// <summary>Appending, anchoring, concurrency, crashes.</summary>
public sealed class StoreLedgerTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly LocalObjectStore _local;
    private readonly FaultInjectingObjectStore _faults;
    private readonly StoreLedger _ledger;

    public StoreLedgerTests()
    {
        _local = new LocalObjectStore(_directory.Path, _time);
        _faults = new FaultInjectingObjectStore(_local);
        _ledger = new StoreLedger(_faults, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _local.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Entries_follow_each_other_and_are_read_back_as_written()
    {
        var first = await AppendAsync("a", "received", LedgerCodes.Received);
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await AppendAsync("a", "e1/erased/main", LedgerCodes.Erased, ("orders", "12"), ("Map", "sha256:ab"), ("at", "2026-01-01T00:00:00+00:00"));
        Assert.Equal((1, new string('0', 64)), (first.Sequence, first.Previous));
        Assert.Equal((2, first.Hash), (second.Sequence, second.Previous));
        var read = await _ledger.ReadAsync("a", Token);
        Assert.Equivalent(new[] { first, second }, read, strict: true);
        Assert.Empty(await _ledger.ReadAsync("none", Token));
        Assert.Equivalent(new LedgerVerification(1, 2, []), await _ledger.VerifyAsync(Token));
    }

    [Fact]
    public async Task Anybody_can_recompute_the_hash_from_the_line_alone()
    {
        await AppendAsync("a", "k", LedgerCodes.Planned, ("rows.b", "2"), ("rows.a", "1"));
        var line = await File.ReadAllTextAsync(_directory.Combine("ledger", "requests", "a.ndjson"), Token);
        const string expected =
            """{"schema":1,"sequence":1,"at":"2026-01-15T12:00:00.0000000Z","reference":"a","key":"k","code":"request.planned","facts":{"rows.a":"1","rows.b":"2"},"previous":"0000000000000000000000000000000000000000000000000000000000000000"}""";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(expected)));
        Assert.Equal($"{expected[..^1]},\"hash\":\"{hash}\"}}\n", line);
    }

    [Fact]
    public async Task An_event_done_again_is_the_entry_that_stands()
    {
        var first = await AppendAsync("a", "k", LedgerCodes.Erased, ("rows", "5"));
        _time.Advance(TimeSpan.FromHours(1));
        var again = await AppendAsync("a", "k", LedgerCodes.Erased, ("rows", "0"));
        Assert.Equal(first.Hash, again.Hash);
        Assert.Equal("5", again.Facts["rows"]);
        Assert.Single(await _ledger.ReadAsync("a", Token));
    }

    [Fact]
    public async Task Concurrent_writers_make_one_chain_and_one_chain_of_days()
    {
        var other = new StoreLedger(_local, _time);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            var ledger = writer % 2 == 0 ? _ledger : other;
            for (var i = 0; i < 6; i++)
            {
                await ledger.AppendAsync($"r{writer % 3}", $"{writer}-{i}", LedgerCodes.Erased, new Dictionary<string, string>(), Token);
                await ledger.AnchorAsync($"r{writer % 3}", Token);
                if (writer == 0)
                {
                    _time.Advance(TimeSpan.FromHours(9));
                }
            }
        })));
        var verification = await _ledger.VerifyAsync(Token);
        Assert.Equal((3, 36, ""), (verification.Chains, verification.Entries, string.Join("\n", verification.Findings)));
    }

    [Fact]
    public async Task The_same_head_is_anchored_once_also_on_the_next_day()
    {
        await AppendAsync("a", "k", LedgerCodes.Received);
        var anchor = await _ledger.AnchorAsync("a", Token);
        Assert.Equal(("2026-01-15", 1), (anchor.Day, anchor.Sequence));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(anchor, await _ledger.AnchorAsync("a", Token));
        await AppendAsync("a", "k2", LedgerCodes.Completed);
        Assert.Equal(("2026-01-16", 1), (await _ledger.AnchorAsync("a", Token) is var next ? next.Day : "", next.Sequence));
        Assert.True((await _ledger.VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task A_clock_that_goes_back_neither_breaks_nor_reopens_a_day()
    {
        await AppendAsync("a", "k", LedgerCodes.Received);
        await _ledger.AnchorAsync("a", Token);
        _time.Advance(TimeSpan.FromDays(3));
        await AppendAsync("b", "k", LedgerCodes.Received);
        await _ledger.AnchorAsync("b", Token);
        _time.SetUtcNow(_time.GetUtcNow().AddDays(-2));
        await AppendAsync("c", "k", LedgerCodes.Received);
        Assert.Equal("2026-01-18", (await _ledger.AnchorAsync("c", Token)).Day);
        Assert.True((await _ledger.VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task Anchoring_does_not_read_what_it_knows_and_finds_what_others_did()
    {
        var other = new StoreLedger(_local, _time);
        var counted = new ReadCountingStore(_local);
        var ledger = new StoreLedger(counted, _time);
        var heads = new List<LedgerAnchor>();
        for (var i = 0; i < 40; i++)
        {
            await ledger.AppendAsync($"r{i}", "k", LedgerCodes.Received, new Dictionary<string, string>(), Token);
            heads.Add(await ledger.AnchorAsync($"r{i}", Token));
        }

        Assert.InRange(counted.ReadsUnder("ledger/days/"), 0, 3);
        await other.AppendAsync("x", "k", LedgerCodes.Received, new Dictionary<string, string>(), Token);
        var theirs = await other.AnchorAsync("x", Token);
        Assert.Equal(theirs, await ledger.AnchorAsync("x", Token));
        Assert.Equal(heads[7], await ledger.AnchorAsync("r7", Token));
        Assert.Equal(heads[7], await other.AnchorAsync("r7", Token));
        Assert.Equal(41, (await ledger.VerifyAsync(Token)).Chains);
        Assert.True((await ledger.VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task A_line_changed_behind_a_ledger_that_remembers_is_found_and_one_that_is_gone_stops_it()
    {
        for (var i = 0; i < 3; i++)
        {
            await AppendAsync($"r{i}", "k", LedgerCodes.Received);
            await _ledger.AnchorAsync($"r{i}", Token);
        }

        var file = _directory.Combine("ledger", "days", "2026-01-15.ndjson");
        var lines = await File.ReadAllLinesAsync(file, Token);
        await File.WriteAllLinesAsync(file, [lines[0].Replace("\"r0\"", "\"r9\"", StringComparison.Ordinal), .. lines[1..]], Token);
        await AppendAsync("r4", "k", LedgerCodes.Received);
        await _ledger.AnchorAsync("r4", Token);
        Assert.Contains("2026-01-15.ndjson entry 1: it was changed", (await _ledger.VerifyAsync(Token)).Findings[0], StringComparison.Ordinal);

        await File.WriteAllLinesAsync(file, lines[1..], Token);
        await AppendAsync("r5", "k", LedgerCodes.Received);
        await Assert.ThrowsAsync<LedgerCorruptException>(() => _ledger.AnchorAsync("r5", Token));
    }

    [Fact]
    public async Task A_day_that_is_full_is_closed_and_the_next_one_goes_on()
    {
        using var days = new DayAnchors(_local, new ChainReader(_local), _time, mostAnchors: 3);
        for (var i = 0; i < 8; i++)
        {
            await days.StampAsync(await AppendAsync($"r{i}", "k", LedgerCodes.Received), Token);
        }

        Assert.Equal(["2026-01-15", "2026-01-16", "2026-01-17"], await DayAnchors.DaysAsync(_local, _ => { }, Token));
        Assert.True((await _ledger.VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task An_empty_chain_is_not_anchored() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _ledger.AnchorAsync("none", Token));

    [Fact]
    public async Task Whatever_effect_a_crash_hits_the_same_calls_again_give_one_sound_chain()
    {
        for (var n = 1; n <= 8; n++)
        {
            var after = n % 2 == 0;
            var reference = $"c{n}";
            (after ? (Action<int>)_faults.CrashAfter : _faults.CrashBefore)((n + 1) / 2);
            await Assert.ThrowsAsync<SimulatedCrashException>(() => RunAsync(reference));
            _faults.Revive();
            await RunAsync(reference);
            Assert.Equal(2, (await _ledger.ReadAsync(reference, Token)).Count);
            var verification = await _ledger.VerifyAsync(Token);
            Assert.Equal("", string.Join("\n", verification.Findings));
            _time.Advance(TimeSpan.FromDays(1));
        }
    }

    [Theory]
    [InlineData("name", "Ada Lovelace")]
    [InlineData("email", "ada@example.org")]
    [InlineData("text", "é")]
    [InlineData("quote", "\"")]
    [InlineData("lines", "1\n2")]
    [InlineData("empty", "")]
    [InlineData("bad name", "1")]
    [InlineData("ada@example.org", "1")]
    public async Task Free_text_does_not_get_in_and_is_not_repeated(string name, string value)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync("a", "k", LedgerCodes.Erased, (name, value)));
        Assert.DoesNotContain("Lovelace", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", error.Message, StringComparison.Ordinal);
        Assert.Empty(await _ledger.ReadAsync("a", Token));
    }

    [Theory]
    [InlineData("a/b", "k", "code")]
    [InlineData("", "k", "code")]
    [InlineData("day-closed", "k", "code")]
    [InlineData("a", "a key", "code")]
    [InlineData("a", "k", "A code")]
    public async Task Illegal_references_keys_and_codes_are_argument_errors(string reference, string key, string code) =>
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(reference, key, code));

    private async Task RunAsync(string reference)
    {
        await AppendAsync(reference, "k1", LedgerCodes.Received);
        await AppendAsync(reference, "k2", LedgerCodes.Completed);
        await _ledger.AnchorAsync(reference, Token);
        _time.Advance(TimeSpan.FromDays(1));
        await AppendAsync(reference + "x", "k1", LedgerCodes.Received);
        await _ledger.AnchorAsync(reference + "x", Token);
    }

    private Task<LedgerEntry> AppendAsync(string reference, string key, string code, params (string Name, string Value)[] facts) =>
        _ledger.AppendAsync(reference, key, code, facts.ToDictionary(f => f.Name, f => f.Value), Token);
}
