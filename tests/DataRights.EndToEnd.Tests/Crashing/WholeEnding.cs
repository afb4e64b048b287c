using System.Text;
using System.Text.RegularExpressions;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>What a whole deletion left in every store, without times and random names.</summary>
public sealed partial record WholeEnding(SampleState State, string Receipt, IReadOnlyList<string> Said, IReadOnlyList<string> Steps, IReadOnlyList<string> Objects, string Processor)
{
    private static readonly string[] Own = ["request", "received", "completed", "ledger", "subject", "protected", "payload", "signature"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<WholeEnding> ReadAsync(WholeDeletion deletion, EngineProcess process, string id)
    {
        var record = await process.ReadAsync(id);
        Assert.True(record.Status == RequestStatus.Completed, $"{record.Status} with {record.Outcome}: {string.Join(' ', record.Findings)}");
        Assert.Null(record.SealedRootKey);
        var ledger = process.Get<ILedger>();
        Assert.True((await ledger.VerifyAsync(Token)).Holds);
        var store = process.Get<IObjectStore>();
        var receipt = JObject.Parse(Encoding.UTF8.GetString((await store.ReadAsync(record.Receipt!, Token))!.Content.Span));
        Array.ForEach(Own, own => receipt.Remove(own));

        var chain = await ledger.ReadAsync(record.LedgerReference, Token);

        // A run that was stopped has begun twice; how many messages there were is in no count.
        var said = chain.Where(e => e.Code != LedgerCodes.Started)
            .Select(e => $"{e.Code} {Version().Replace(e.Key, "")} {string.Join(' ', e.Facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={(f.Key is "due" or "sha256" ? "" : f.Value)}"))}");
        var steps = record.Steps.Select(s => $"{s.Name} {string.Join(' ', s.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))}");
        return new WholeEnding(
            ExpectedDeletion.Settled(await SampleState.ReadAsync(deletion.Deployment.Sample, Token)),
            Moment().Replace(receipt.ToString(), "T"),
            [.. said],
            [.. steps],
            await ObjectsAsync(store, record.Id),
            deletion.Processor.State);
    }

    public void AssertEqual(WholeEnding other, string where)
    {
        Assert.True(Steps.SequenceEqual(other.Steps), $"{where} The steps are\n{string.Join("\n", other.Steps)}\nfor\n{string.Join("\n", Steps)}");
        Assert.True(Ordered(Said).SequenceEqual(Ordered(other.Said)), $"{where} The ledger says\n{string.Join("\n", other.Said)}\nfor\n{string.Join("\n", Said)}");
        Assert.True(Receipt == other.Receipt, $"{where} The receipt is\n{other.Receipt}\nfor\n{Receipt}");
        Assert.True(Objects.SequenceEqual(other.Objects), $"{where} The store holds\n{string.Join("\n", other.Objects)}\nfor\n{string.Join("\n", Objects)}");
        Assert.True(Processor == other.Processor, $"{where} The recipient {other.Processor} for {Processor}.");
        State.AssertEqual(other.State);
    }

    /// <summary>A recipient is told beside the deletion, so its entries come where they come; all others in their order.</summary>
    private static IEnumerable<string> Ordered(IReadOnlyList<string> said) =>
        said.Where(s => !IsBeside(s)).Concat(said.Where(IsBeside));

    private static bool IsBeside(string said) => said.StartsWith("recipient.", StringComparison.Ordinal);

    /// <summary>The kinds of objects that the request has left, each with how many. The queue, the ledger and timers keep their own.</summary>
    private static async Task<IReadOnlyList<string>> ObjectsAsync(IObjectStore store, string id)
    {
        var names = new List<string>();
        foreach (var prefix in (string[])[ObjectNames.Subjects, ObjectNames.Work, ObjectNames.Archives, ObjectNames.Receipts, ObjectNames.Recipients])
        {
            await foreach (var entry in store.ListAsync(prefix, Token))
            {
                names.Add(entry.Name.Replace(id, "ID", StringComparison.Ordinal));
            }
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\bv\d+/")]
    private static partial Regex Version();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^""]*")]
    private static partial Regex Moment();
}
