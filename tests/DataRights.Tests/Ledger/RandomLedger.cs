using System.Globalization;
using System.Text;
using DataRights.Ledger;
using DataRights.Signing;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Ledger;

/// <summary>A ledger of random days and chains, every chain anchored at its end, every head published to a witness.</summary>
internal sealed class RandomLedger
{
    private readonly ManualTimeProvider clock = new();
    private readonly InMemoryObjectStore witness;

    private RandomLedger()
    {
        (Store, witness) = (new(clock), new(clock));
        Signer = new(new FixedKeyRing());
        Ledger = new(Store, clock, new WitnessStore(witness), Signer);
    }

    public InMemoryObjectStore Store { get; }

    public KeyRingSigner Signer { get; }

    public StoreLedger Ledger { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RandomLedger> MakeAsync(Random random, int leastDays = 1)
    {
        var made = new RandomLedger();
        var references = new List<string>();
        for (var day = random.Next(leastDays, leastDays + 4); day > 0; day--)
        {
            for (var chain = random.Next(1, 4); chain > 0; chain--)
            {
                // Some go on a chain of an earlier day.
                var reference = references.Count > 0 && random.Next(3) == 0 ? references[random.Next(references.Count)] : $"r{references.Count}";
                references.Add(reference);
                await made.WriteAsync(reference, random.Next(1, 5));
                made.clock.Advance(TimeSpan.FromMinutes(5));
                await made.Ledger.PublishHeadsAsync(Token);
            }

            made.clock.Advance(TimeSpan.FromDays(random.Next(1, 3)));
        }

        return made;
    }

    public async Task WriteAsync(string reference, int entries)
    {
        var there = (await Ledger.ReadAsync(reference, Token)).Count;
        for (var i = there; i < there + entries; i++)
        {
            await Ledger.AppendAsync(reference, $"k{i}", LedgerCodes.Erased, new Dictionary<string, string> { ["rows"] = i.ToString(CultureInfo.InvariantCulture) }, Token);
        }

        await Ledger.AnchorAsync(reference, Token);
    }

    public async Task<LedgerCheckpoint?> PruneAsync(string before) => await new LedgerPruner(Store, Signer, clock).PruneAsync(before, Token);

    public Task<List<string>> NamesAsync() => NamesAsync(ObjectNames.Ledger);

    public async Task<List<string>> NamesAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var entry in Store.ListAsync(prefix, Token))
        {
            names.Add(entry.Name);
        }

        return names;
    }

    public async Task<List<string>> LinesAsync(string name) => [.. Encoding.UTF8.GetString((await Store.ReadAsync(name, Token))!.Content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public Task PutAsync(string name, IEnumerable<string> lines) => PutAsync(name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));

    public async Task PutAsync(string name, byte[] content) => await Store.TryWriteAsync(name, content, WriteCondition.None, Token);

    public async Task<string> FindingsAsync() => string.Join('\n', (await Ledger.VerifyAsync(Token)).Findings);
}
