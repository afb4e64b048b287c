using System.Globalization;
using DataRights.Ledger;

namespace DataRights.Requests;

/// <summary>What the ledger hears of a request's life. Every method is idempotent: done again, it adds nothing.</summary>
internal sealed class RequestLedger(ILedger ledger)
{
    public async Task ReceivedAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        await AppendAsync(record, "received", LedgerCodes.Received, cancellationToken, ("kind", Kind(record)), ("due", record.Due.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
        if (record.RepeatAllowedBy is { } role)
        {
            await AppendAsync(record, "repeat-allowed", LedgerCodes.RepeatAllowed, cancellationToken, ("allowed-by-role", role));
        }

        if (record.Replays is not null)
        {
            await AppendAsync(record, "replayed", LedgerCodes.Replayed, cancellationToken);
        }
        else if (record is { Kind: RequestKind.Deletion, GraceEnds: null, SubjectReference: not null })
        {
            await AppendAsync(record, "grace-waived", LedgerCodes.GraceWaived, cancellationToken);
        }
    }

    public async Task SubjectNotFoundAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        await ReceivedAsync(record, cancellationToken);
        await AppendAsync(record, "subject-not-found", LedgerCodes.SubjectNotFound, cancellationToken);
        await ledger.AnchorAsync(record.LedgerReference, cancellationToken);
    }

    public Task StartedAsync(RequestRecord record, CancellationToken cancellationToken) =>
        AppendAsync(record, string.Create(CultureInfo.InvariantCulture, $"e{record.Epoch}/started"), LedgerCodes.Started, cancellationToken);

    /// <summary>Says how the request ended. A failure is told apart by its version: a request can fail, be retried and fail again.</summary>
    public async Task EndedAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        var (key, code) = record.Status switch
        {
            RequestStatus.Completed => ("completed", LedgerCodes.Completed),
            RequestStatus.Cancelled => ("cancelled", LedgerCodes.Cancelled),
            RequestStatus.Failed => (string.Create(CultureInfo.InvariantCulture, $"v{record.Version}/failed"), LedgerCodes.Failed),
            _ => throw new InvalidOperationException($"Request {record.Id} is {record.Status}: it has not ended."),
        };
        await AppendAsync(record, key, code, cancellationToken, ("outcome", record.Outcome ?? "none"));
        await ledger.AnchorAsync(record.LedgerReference, cancellationToken);
    }

    public async Task ArchiveDestroyedAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        await AppendAsync(record, "archive-destroyed", LedgerCodes.ArchiveDestroyed, cancellationToken);
        await ledger.AnchorAsync(record.LedgerReference, cancellationToken);
    }

    /// <summary>Which hand-out of the archive it was.</summary>
    public async Task ArchiveDownloadedAsync(RequestRecord record, int number, CancellationToken cancellationToken)
    {
        var count = number.ToString(CultureInfo.InvariantCulture);
        await AppendAsync(record, $"archive-downloaded/{count}", LedgerCodes.ArchiveDownloaded, cancellationToken, ("downloads", count));
        await ledger.AnchorAsync(record.LedgerReference, cancellationToken);
    }

    /// <summary>How many hand-outs of the archive are allowed in all, and by which role.</summary>
    public async Task DownloadsAllowedAsync(RequestRecord record, int allowed, string role, CancellationToken cancellationToken)
    {
        var count = allowed.ToString(CultureInfo.InvariantCulture);
        await AppendAsync(record, $"downloads-allowed/{count}", LedgerCodes.DownloadsAllowed, cancellationToken, ("allowed", count), ("allowed-by-role", role));
        await ledger.AnchorAsync(record.LedgerReference, cancellationToken);
    }

    /// <summary>What was approved, and by which role. A request can be asked for more than once, each time in another version.</summary>
    public async Task ApprovedAsync(RequestRecord record, Approval asked, string role, CancellationToken cancellationToken)
    {
        var counts = asked.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => ($"rows.{c.Key}", c.Value.ToString(CultureInfo.InvariantCulture)));
        await AppendAsync(record, string.Create(CultureInfo.InvariantCulture, $"v{record.Version}/approved"), LedgerCodes.Approved, cancellationToken,
            [("approved-by-role", role), ("approved-map", asked.MapHash), ("approved-for", string.Join('.', asked.Codes)), .. counts]);
    }

    private static string Kind(RequestRecord record) => record.Kind.ToString().ToLowerInvariant();

    private Task<LedgerEntry> AppendAsync(RequestRecord record, string key, string code, CancellationToken cancellationToken, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var named = new Dictionary<string, string>();
        foreach (var (name, value) in facts)
        {
            named.Add(name, value);
        }

        return ledger.AppendAsync(record.LedgerReference, key, code, named, cancellationToken);
    }
}
