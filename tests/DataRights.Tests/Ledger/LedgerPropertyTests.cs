using DataRights.Ledger;
using DataRights.Storage;
using Xunit;

namespace DataRights.Tests.Ledger;

/// <summary>Of random ledgers, whole and pruned, every single mutation is found, and the finding names the object and the entry.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly string[] Ways = ["byte", "remove", "repeat", "swap", "cut", "cut within", "delete", "exchange"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_single_mutation_is_found_where_it_is(bool pruned)
    {
        for (var seed = 0; seed < 240; seed++)
        {
            var random = new Random(seed);
            var ledger = await RandomLedger.MakeAsync(random, leastDays: pruned ? 3 : 1);
            if (pruned)
            {
                var days = await ledger.NamesAsync(ObjectNames.LedgerDays);
                Assert.NotNull(await ledger.PruneAsync(LedgerObjects.DayOf(days[random.Next(1, days.Count)])!));
            }

            Assert.Equal("", await ledger.FindingsAsync());
            await MutateAsync(ledger, Ways[seed % Ways.Length], random, seed);
        }
    }

    private static async Task MutateAsync(RandomLedger ledger, string way, Random random, int seed)
    {
        var names = (await ledger.NamesAsync()).Where(n => n.EndsWith(".ndjson", StringComparison.Ordinal)).ToList();
        var name = names[random.Next(names.Count)];
        var lines = await ledger.LinesAsync(name);
        var at = random.Next(lines.Count);
        int? entry = at + 1;
        switch (way)
        {
            case "byte":
                var content = (await ledger.Store.ReadAsync(name, Token))!.Content.ToArray();
                var place = random.Next(content.Length);
                entry = content.AsSpan(0, place).Count((byte)'\n') + 1;
                content[place] ^= (byte)(1 << random.Next(8));
                await ledger.PutAsync(name, content);
                break;
            case "remove":
                lines.RemoveAt(at);
                await ledger.PutAsync(name, lines);
                break;
            case "repeat":
                lines.Insert(at + 1, lines[at]);
                entry++;
                await ledger.PutAsync(name, lines);
                break;
            case "swap":
                if (lines.Count == 1)
                {
                    return;
                }

                var other = (at + 1) % lines.Count;
                (lines[at], lines[other]) = (lines[other], lines[at]);
                entry = Math.Min(at, other) + 1;
                await ledger.PutAsync(name, lines);
                break;
            case "cut":
                await ledger.PutAsync(name, lines.Take(at));
                break;
            case "cut within":
                var bytes = (await ledger.Store.ReadAsync(name, Token))!.Content.ToArray();
                var length = random.Next(1, bytes.Length);
                entry = bytes.AsSpan(0, length).Count((byte)'\n') + 1;
                await ledger.PutAsync(name, bytes[..length]);
                break;
            case "delete":
                await ledger.Store.DeleteAsync(name, WriteCondition.None, Token);
                entry = null;
                break;
            default:
                var stranger = names[random.Next(names.Count)];
                if (stranger == name)
                {
                    return;
                }

                await ledger.PutAsync(name, await ledger.LinesAsync(stranger));
                entry = null;
                break;
        }

        var findings = await ledger.FindingsAsync();
        var expected = entry is null ? $"{name}" : $"{name} entry {entry}:";
        Assert.True(findings.Contains(expected, StringComparison.Ordinal), $"Seed {seed}, {way}: '{expected}' is not in [{findings}].");
    }

    [Fact]
    public async Task A_pruned_ledger_holds_goes_on_and_is_pruned_again()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var ledger = await RandomLedger.MakeAsync(new Random(seed), leastDays: 4);
            var days = (await ledger.NamesAsync(ObjectNames.LedgerDays)).Select(n => LedgerObjects.DayOf(n)!).ToList();
            var chains = (await ledger.NamesAsync(ObjectNames.LedgerChains)).Count;

            var first = await ledger.PruneAsync(days[1]);
            await ledger.WriteAsync("later", 2);
            var last = await ledger.PruneAsync("9999-01-01");

            // What was written last stands in a day of its own.
            Assert.Equal(days[0], first!.Through);
            Assert.Equal((days.Count, days[^1]), (last!.Days, last.Through));
            Assert.Equal(chains + 1 - last.Chains, (await ledger.NamesAsync(ObjectNames.LedgerChains)).Count);
            Assert.Equal([LedgerObjects.Checkpoint(last.Through)], await ledger.NamesAsync(ObjectNames.LedgerCheckpoints));
            Assert.Single(await ledger.NamesAsync(ObjectNames.LedgerDays));
            Assert.Equal("", await ledger.FindingsAsync());
            Assert.Equal(last.Through, (await ledger.Ledger.VerifyAsync(Token)).PrunedThrough);
        }
    }

    [Fact]
    public async Task Days_removed_without_a_checkpoint_or_beyond_it_are_found()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var ledger = await RandomLedger.MakeAsync(new Random(seed), leastDays: 4);
            var days = await ledger.NamesAsync(ObjectNames.LedgerDays);
            if (seed % 2 == 0)
            {
                await ledger.PruneAsync(LedgerObjects.DayOf(days[1])!);
                days.RemoveAt(0);
            }

            await ledger.Store.DeleteAsync(days[0], WriteCondition.None, Token);
            Assert.Contains($"{days[1]} entry 1: it does not follow", await ledger.FindingsAsync(), StringComparison.Ordinal);
        }
    }
}
