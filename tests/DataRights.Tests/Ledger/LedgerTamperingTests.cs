using DataRights.Ledger;
using DataRights.Storage.Local;
using DataRights.Testing;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.Ledger;

/// <summary>Every way to tamper with the files is found, and the finding says where.</summary>
public sealed class LedgerTamperingTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly LocalObjectStore _store;
    private readonly StoreLedger _ledger;

    public LedgerTamperingTests()
    {
        _store = new LocalObjectStore(_directory.Path, _time);
        _ledger = new StoreLedger(_store, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Three days; on each two chains of four entries that are anchored.</summary>
    public async ValueTask InitializeAsync()
    {
        for (var day = 1; day <= 3; day++)
        {
            foreach (var reference in new[] { $"a{day}", $"b{day}" })
            {
                await WriteChainAsync(_ledger, reference);
            }

            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.True((await _ledger.VerifyAsync(Token)).Holds);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_changed_entry_is_found()
    {
        Edit(Chain("a1"), lines => lines[1] = lines[1].Replace("\"rows\":\"1\"", "\"rows\":\"2\"", StringComparison.Ordinal));
        Assert.Contains("a1.ndjson entry 2: it was changed", await FindingAsync(), StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<LedgerCorruptException>(() => _ledger.ReadAsync("a1", Token));
        Assert.Contains("entry 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_layout_is_found()
    {
        Edit(Chain("a1"), lines => lines[2] = lines[2].Replace(",", ", ", StringComparison.Ordinal));
        Assert.Contains("a1.ndjson entry 3: it was changed", await FindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_entry_is_found()
    {
        Edit(Chain("a1"), lines => lines.RemoveAt(1));
        Assert.Contains("a1.ndjson entry 2: entry 3 stands in its place", await FindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_beginning_is_found()
    {
        Edit(Chain("a1"), lines => lines.RemoveAt(0));
        Assert.Contains("a1.ndjson entry 1: entry 2 stands in its place", await FindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reordered_and_repeated_entries_are_found()
    {
        Edit(Chain("a1"), lines => (lines[1], lines[2]) = (lines[2], lines[1]));
        Edit(Chain("b1"), lines => lines.Insert(2, lines[1]));
        var findings = (await _ledger.VerifyAsync(Token)).Findings;
        Assert.Equal(2, findings.Count);
        Assert.Contains("a1.ndjson entry 2", findings[0], StringComparison.Ordinal);
        Assert.Contains("b1.ndjson entry 3: entry 2 stands in its place", findings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_cut_off_at_an_entry_is_found_by_its_anchor()
    {
        Edit(Chain("a1"), lines => lines.RemoveRange(2, 2));
        Assert.Contains("a1.ndjson entry 3: the chain was cut off; ledger/days/2026-01-15.ndjson entry 1 saw 4", await FindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_cut_off_within_an_entry_is_found()
    {
        var text = await File.ReadAllTextAsync(Chain("a1"), Token);
        await File.WriteAllTextAsync(Chain("a1"), text[..^10], Token);
        Assert.Contains("a1.ndjson entry 4: it is cut off", await FindingAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerCorruptException>(() => _ledger.AppendAsync("a1", "next", LedgerCodes.Completed, new Dictionary<string, string>(), Token));
    }

    [Fact]
    public async Task A_chain_emptied_or_removed_is_found()
    {
        await File.WriteAllTextAsync(Chain("a1"), "", Token);
        File.Delete(Chain("b1"));
        var findings = (await _ledger.VerifyAsync(Token)).Findings;
        Assert.Equal(2, findings.Count);
        Assert.Contains("a1.ndjson entry 1: the chain was emptied", findings[0], StringComparison.Ordinal);
        Assert.Contains("b1.ndjson: the chain is missing", findings[1], StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerCorruptException>(() => _ledger.AppendAsync("a1", "next", LedgerCodes.Completed, new Dictionary<string, string>(), Token));
    }

    [Fact]
    public async Task A_chain_written_anew_from_end_to_end_is_found_by_its_anchor()
    {
        File.Delete(Chain("a1"));
        for (var i = 0; i < 4; i++)
        {
            await _ledger.AppendAsync("a1", $"k{i}", LedgerCodes.Erased, new Dictionary<string, string> { ["rows"] = "7" }, Token);
        }

        Assert.Contains("a1.ndjson entry 4: the chain was rewritten", await FindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_put_in_another_ones_place_is_found()
    {
        File.Copy(Chain("b1"), Chain("a1"), overwrite: true);
        Assert.Contains("a1.ndjson entry 1: it belongs to another chain", await FindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_entry_or_of_an_unknown_schema_is_found()
    {
        Edit(Chain("a1"), lines => lines[0] = "canary");
        Edit(Chain("b1"), lines => lines[0] = lines[0].Replace("\"schema\":1", "\"schema\":2", StringComparison.Ordinal));
        var findings = (await _ledger.VerifyAsync(Token)).Findings;
        Assert.Equal(2, findings.Count);
        Assert.Contains("entry 1: it is not a ledger entry", findings[0], StringComparison.Ordinal);
        Assert.Contains("entry 1: its schema is unknown", findings[1], StringComparison.Ordinal);
        Assert.DoesNotContain("canary", string.Concat(findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-15")]
    [InlineData("2026-01-16")]
    public async Task A_removed_day_is_found_by_the_next_one(string day)
    {
        File.Delete(Day(day));
        Assert.Contains("entry 1: it does not follow", await FindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_cut_off_is_found_by_its_missing_end_and_by_the_next_one()
    {
        Edit(Day("2026-01-16"), lines => lines.RemoveRange(1, 2));
        var findings = (await _ledger.VerifyAsync(Token)).Findings;
        Assert.Equal(2, findings.Count);
        Assert.Contains("2026-01-16.ndjson entry 2: the day's closing entry is missing", findings[0], StringComparison.Ordinal);
        Assert.Contains("2026-01-17.ndjson entry 1: it does not follow ledger/days/2026-01-16", findings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_anchor_is_found()
    {
        Edit(Day("2026-01-16"), lines => lines[1] = lines[1].Replace("\"headSequence\":4", "\"headSequence\":3", StringComparison.Ordinal));
        Assert.Contains("2026-01-16.ndjson entry 2: it was changed", await FindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_do_not_belong_are_found()
    {
        await File.WriteAllTextAsync(Day("tomorrow"), "x", Token);
        Assert.Contains("tomorrow.ndjson: it is not named like a chain", await FindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_changed_byte_of_any_file_is_found()
    {
        var random = new Random(3);
        string[] files = [Chain("a2"), Day("2026-01-15"), Day("2026-01-17")];
        foreach (var file in files)
        {
            var original = await File.ReadAllBytesAsync(file, Token);
            for (var i = 0; i < 40; i++)
            {
                var changed = original.ToArray();
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                await File.WriteAllBytesAsync(file, changed, Token);
                Assert.False((await _ledger.VerifyAsync(Token)).Holds);
            }

            await File.WriteAllBytesAsync(file, original, Token);
        }

        Assert.True((await _ledger.VerifyAsync(Token)).Holds);
    }

    private static async Task WriteChainAsync(StoreLedger ledger, string reference)
    {
        for (var i = 0; i < 4; i++)
        {
            await ledger.AppendAsync(reference, $"k{i}", LedgerCodes.Erased, new Dictionary<string, string> { ["rows"] = $"{i}" }, Token);
        }

        await ledger.AnchorAsync(reference, Token);
    }

    private static void Edit(string path, Action<List<string>> change)
    {
        var lines = File.ReadAllLines(path).ToList();
        change(lines);
        File.WriteAllText(path, string.Concat(lines.Select(l => l + "\n")));
    }

    private async Task<string> FindingAsync() => Assert.Single((await _ledger.VerifyAsync(Token)).Findings);

    private string Chain(string reference) => _directory.Combine("ledger", "requests", $"{reference}.ndjson");

    private string Day(string day) => _directory.Combine("ledger", "days", $"{day}.ndjson");
}
