using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataRights.Ledger;
using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>
/// A rule's chains in the ledger, one for each month of its periods, so that they stay short. A chain's reference is <c>retention-</c> and the
/// first 16 hex digits of SHA-256 over the rule's name and the month, so that every run of the rule, on any machine, finds the same one.
/// Entries are idempotent by period, named by its first day, and hold dates and counts only.
/// </summary>
internal sealed class RetentionLedger(ILedger ledger)
{
    private readonly HashSet<string> touched = [];

    public static string ReferenceOf(RetentionRule rule, DateOnly period) => Reference(string.Create(CultureInfo.InvariantCulture, $"{rule.Name}/{period:yyyy-MM}"));

    /// <summary>The one chain that earlier versions wrote.</summary>
    public static string FormerReferenceOf(RetentionRule rule) => Reference(rule.Name);

    public Task PublishedAsync(RetentionRule rule, PublishedPeriod period, CancellationToken cancellationToken) => AppendAsync(
        ReferenceOf(rule, period.First),
        $"published/{Text(period.First)}",
        LedgerCodes.PeriodPublished,
        Facts(rule, period.First, ("rawRows", period.RawRows), ("cellsPublished", period.CellsPublished), ("cellsSuppressed", period.CellsSuppressed), ("rowsPublished", period.RowsPublished), ("rowsSuppressed", period.RowsSuppressed), ("lateRows", period.LateRows)),
        cancellationToken);

    // Rows that came in between are a destruction of their own: the total so far tells it from the one before.
    public Task DestroyedAsync(RetentionRule rule, PublishedPeriod period, CancellationToken cancellationToken) => AppendAsync(
        ReferenceOf(rule, period.First),
        string.Create(CultureInfo.InvariantCulture, $"destroyed/{Text(period.First)}/{period.RowsDestroyed}{(period.IdentitiesDestroyed > 0 ? $"+{period.IdentitiesDestroyed}" : "")}"),
        LedgerCodes.PeriodDestroyed,
        Facts(rule, period.First, [("rowsDestroyed", period.RowsDestroyed), ("rowsHeld", period.RowsHeld), ("unpublishedRows", period.RowsDestroyedUnpublished), .. period.IdentitiesDestroyed > 0 ? new[] { ("identitiesDestroyed", period.IdentitiesDestroyed) } : []]),
        cancellationToken);

    /// <summary>Stamps what was appended into the day's chain.</summary>
    public async Task AnchorAsync(CancellationToken cancellationToken)
    {
        foreach (var reference in touched)
        {
            await ledger.AnchorAsync(reference, cancellationToken);
        }

        touched.Clear();
    }

    /// <summary>The periods of a chain that the rule has published, with what was destroyed of them.</summary>
    public async Task<IReadOnlyList<PublishedPeriod>> ReadAsync(RetentionRule rule, string reference, CancellationToken cancellationToken)
    {
        var entries = await ledger.ReadAsync(reference, cancellationToken);
        var destroyed = entries.Where(e => e.Code == LedgerCodes.PeriodDestroyed).GroupBy(e => e.Facts["day"]).ToDictionary(g => g.Key, g => g.Max(e => Number(e, "rowsDestroyed")));
        return
        [
            .. entries.Where(e => e.Code == LedgerCodes.PeriodPublished).Select(e => new PublishedPeriod(
                rule.Name, DateOnly.ParseExact(e.Facts["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture), rule.Period, AlreadyPublished: true)
            {
                RawRows = Number(e, "rawRows"),
                LateRows = Number(e, "lateRows"),
                CellsPublished = Number(e, "cellsPublished"),
                CellsSuppressed = Number(e, "cellsSuppressed"),
                RowsPublished = Number(e, "rowsPublished"),
                RowsSuppressed = Number(e, "rowsSuppressed"),
                RowsDestroyed = destroyed.GetValueOrDefault(e.Facts["day"]),
            }),
        ];
    }

    private async Task AppendAsync(string reference, string key, string code, Dictionary<string, string> facts, CancellationToken cancellationToken)
    {
        await ledger.AppendAsync(reference, key, code, facts, cancellationToken);
        touched.Add(reference);
    }

    private static string Reference(string text) => "retention-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static long Number(LedgerEntry entry, string fact) =>
        entry.Facts.TryGetValue(fact, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static Dictionary<string, string> Facts(RetentionRule rule, DateOnly day, params (string Name, long Count)[] counts)
    {
        var facts = new Dictionary<string, string> { ["rule"] = rule.Name, ["day"] = Text(day) };
        foreach (var (name, count) in counts)
        {
            facts[name] = count.ToString(CultureInfo.InvariantCulture);
        }

        return facts;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
