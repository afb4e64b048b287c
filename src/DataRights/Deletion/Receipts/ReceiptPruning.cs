using System.Globalization;
using DataRights.Requests;
using DataRights.Requests.Pruning;
using DataRights.Signing;
using DataRights.Storage;
using Newtonsoft.Json.Linq;

namespace DataRights.Deletion.Receipts;

/// <summary>
/// Destroys receipts and their supplements past <see cref="RequestOptions.AccountableFor"/>. A receipt stays for as long as it says that
/// something of the person is retained or held: what becomes of that is still to be added to it.
/// </summary>
public sealed class ReceiptPruning(IObjectStore store, RequestOptions options, TimeProvider time) : IHousekeepingChore
{
    private const string Extension = ".json";

    private readonly PruningPace pace = new(time);

    public string Name => "receipt-pruning";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!pace.IsTime())
        {
            return;
        }

        var limit = time.GetUtcNow() - options.AccountableFor;
        var entries = new List<ObjectEntry>();
        await foreach (var entry in store.ListAsync(ObjectNames.Receipts, cancellationToken))
        {
            entries.Add(entry);
        }

        foreach (var receipt in entries.Where(e => e.Modified <= limit && IdOf(e) is not null))
        {
            var supplements = entries.Where(e => e.Name.StartsWith(ObjectNames.SupplementsOf(IdOf(receipt)!), StringComparison.Ordinal)).ToList();
            if (supplements.All(s => s.Modified <= limit))
            {
                await pace.DoAsync(() => PruneAsync(receipt, supplements, cancellationToken), cancellationToken);
            }
        }

        pace.End();
    }

    private async Task PruneAsync(ObjectEntry receipt, IReadOnlyList<ObjectEntry> supplements, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(receipt.Name, cancellationToken) is not { } stored || await IsOfUseAsync(IdOf(receipt)!, StrictJson.Object(stored.Content.Span), cancellationToken))
        {
            return;
        }

        // The receipt goes last, or its supplements would be found no more.
        foreach (var name in supplements.Select(s => s.Name).Append(receipt.Name))
        {
            await store.DeleteAsync(name, WriteCondition.None, cancellationToken);
        }
    }

    /// <summary>What cannot be read stays for somebody to look at.</summary>
    private async Task<bool> IsOfUseAsync(string id, JObject? receipt, CancellationToken cancellationToken) => receipt is null

        // What holds kept is followed up by the request itself, which is open until nothing is held any more.
        || (receipt["held"] is JArray { Count: > 0 } && await store.ReadAsync(ObjectNames.Request(id), cancellationToken) is not null)
        || receipt.SelectTokens("collections[*].retained[*]").Any(r => (long?)r["undated"] > 0 || Until(r) is not { } until || until > time.GetUtcNow() - options.AccountableFor);

    private static DateTimeOffset? Until(JToken rows) =>
        DateTimeOffset.TryParse((string?)rows["latestUntil"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : null;

    /// <summary>The request of a receipt; null for a supplement.</summary>
    private static string? IdOf(ObjectEntry entry) =>
        entry.Name.EndsWith(Extension, StringComparison.Ordinal) && entry.Name[ObjectNames.Receipts.Length..^Extension.Length] is var id && Guid.TryParseExact(id, "D", out _) ? id : null;
}
