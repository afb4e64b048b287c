using System.Globalization;
using DataRights.Mapping;
using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>
/// At most one export of a person in a period (<see cref="ClockRules.ExportEvery"/>), of either kind. Those that failed or were cancelled
/// do not count. The person's requests are found by their history and their claim, never by looking through all requests; the time
/// within an id (UUID version 7) says which of them are recent enough to be read.
/// </summary>
internal sealed class ExportSpacing(DataMap map, RequestDesk desk)
{
    public const string TooSoon = "export-too-soon";

    /// <summary>How far the clocks of those who make ids may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    /// <summary>From when on an export of the person may be asked for; null for at once.</summary>
    public Task<DateTimeOffset?> NextAsync(IReadOnlyList<string> references, CancellationToken cancellationToken) => FindAsync(references, [], cancellationToken);

    /// <summary>
    /// The same for a request that has its claim: of two that came at once, the one that claimed later sees the other, among the claims
    /// or in the history.
    /// </summary>
    public async Task<DateTimeOffset?> NextAsync(IReadOnlyList<string> references, RequestRecord claimed, CancellationToken cancellationToken)
    {
        if (map.Clock.ExportEvery.IsZero)
        {
            return null;
        }

        var (ahead, behind) = await desk.Claims.NeighboursAsync(claimed, cancellationToken);
        foreach (var id in ahead)
        {
            if (await desk.Store.ReadAsync(id, cancellationToken) is null)
            {
                // It is being written down this moment, or its maker was stopped and housekeeping takes the claim away.
                throw new StoreException("subject-contention", transient: true);
            }
        }

        return await FindAsync(references, [claimed.Id, .. behind], cancellationToken);
    }

    public static RequestRefusedException Refusal(DateTimeOffset next, DateTimeOffset now) => new RequestRefusedException("export-too-soon", string.Create(CultureInfo.InvariantCulture,
        $"A copy of this person's data was asked for lately; the next may be asked for from {next.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC on. If the person knows nothing of it, look into who asked. An operator allows one now by submitting it with \"allowRepeat\": true and a token with the role DataRights.Operate beside DataRights.Submit."))
    {
        RetryAfter = next - now,
    };

    private async Task<DateTimeOffset?> FindAsync(IReadOnlyList<string> references, IReadOnlyList<string> except, CancellationToken cancellationToken)
    {
        if (map.Clock.ExportEvery.IsZero)
        {
            return null;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            ids.UnionWith(await desk.Claims.NamedAsync(reference, cancellationToken));
            await foreach (var id in desk.History.IdsAsync(reference, cancellationToken))
            {
                ids.Add(id);
            }
        }

        DateTimeOffset? next = null;
        foreach (var id in ids.Except(except).Where(id => After(TimeOf(id) + Skew) is not null))
        {
            if (await desk.Store.ReadAsync(id, cancellationToken) is { Record: var record } && Counts(record) && After(record.Received) is { } after && !(after <= next))
            {
                next = after;
            }
        }

        return next;
    }

    private static bool Counts(RequestRecord record) => record.IsExport() && record.Status is not (RequestStatus.Failed or RequestStatus.Cancelled);

    /// <summary>When the period that begins with that moment ends; null when it has ended.</summary>
    private DateTimeOffset? After(DateTimeOffset received) => map.Clock.ExportEvery.After(received) is var end && end > desk.Clock.GetUtcNow() ? end : null;

    /// <summary>RFC 9562, section 5.7: the first 48 bits are milliseconds.</summary>
    private static DateTimeOffset TimeOf(string id) => DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(string.Concat(id.AsSpan(0, 8), id.AsSpan(9, 4)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
