using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataRights.Ledger;
using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>
/// A rule's chain in the ledger. Its reference is <c>retention-</c> and the first 16 hex digits of SHA-256 over the
/// rule's name, so that every run of the rule, on any machine, finds the same chain. Entries are idempotent by period, named by its first day, and
/// hold dates and counts only.
/// </summary>
internal sealed class RetentionLedger(ILedger ledger)
{
    public static string ReferenceOf(RetentionRule rule) =>
        "retention-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rule.Name)))[..16];

    public Task PublishedAsync(RetentionRule rule, PublishedPeriod period, CancellationToken cancellationToken) => ledger.AppendAsync(
        ReferenceOf(rule),
        $"published/{Text(period.First)}",
        LedgerCodes.PeriodPublished,
        Facts(rule, period.First, ("rawRows", period.RawRows), ("cellsPublished", period.CellsPublished), ("cellsSuppressed", period.CellsSuppressed), ("rowsPublished", period.RowsPublished), ("rowsSuppressed", period.RowsSuppressed), ("lateRows", period.LateRows)),
        cancellationToken);

    // Rows that came in between are a destruction of their own: the total so far tells it from the one before.
    public Task DestroyedAsync(RetentionRule rule, PublishedPeriod period, CancellationToken cancellationToken) => ledger.AppendAsync(
        ReferenceOf(rule),
        string.Create(CultureInfo.InvariantCulture, $"destroyed/{Text(period.First)}/{period.RowsDestroyed}"),
        LedgerCodes.PeriodDestroyed,
        Facts(rule, period.First, ("rowsDestroyed", period.RowsDestroyed), ("unpublishedRows", period.RowsDestroyedUnpublished)),
        cancellationToken);

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
