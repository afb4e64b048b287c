using System.Globalization;
using DataRights.Ledger;

namespace DataRights.Deletion.Holds;

/// <summary>What the ledger hears of a hold: codes and dates, in a chain of the hold's own. Done again it adds nothing.</summary>
internal sealed class HoldLedger(ILedger ledger)
{
    public Task PlacedAsync(Hold hold, CancellationToken cancellationToken) => AppendAsync(
        hold, "placed", LedgerCodes.HoldPlaced,
        new() { ["reason"] = hold.Reason, ["by"] = hold.PlacedBy, ["scope"] = Scope(hold), ["collection"] = hold.Collection ?? "all", ["review"] = Day(hold.ReviewBy) }, cancellationToken);

    public Task AcknowledgedAsync(Hold hold, CancellationToken cancellationToken) => AppendAsync(hold, "acknowledged", LedgerCodes.HoldAcknowledged, [], cancellationToken);

    public Task ReleasedAsync(Hold hold, CancellationToken cancellationToken) => AppendAsync(
        hold, "released", LedgerCodes.HoldReleased, new() { ["because"] = hold.Until <= hold.Released ? "ended" : "released" }, cancellationToken);

    /// <summary>Told once for each review date.</summary>
    public Task ReviewDueAsync(Hold hold, CancellationToken cancellationToken) =>
        AppendAsync(hold, $"review-due/{Moment(hold.ReviewBy)}", LedgerCodes.HoldReviewDue, new() { ["since"] = Day(hold.ReviewBy) }, cancellationToken);

    public Task ReviewedAsync(Hold hold, CancellationToken cancellationToken) =>
        AppendAsync(hold, $"reviewed/{Moment(hold.ReviewBy)}", LedgerCodes.HoldReviewed, new() { ["next"] = Day(hold.ReviewBy) }, cancellationToken);

    private async Task AppendAsync(Hold hold, string key, string code, Dictionary<string, string> facts, CancellationToken cancellationToken)
    {
        await ledger.AppendAsync(hold.LedgerReference, key, code, facts, cancellationToken);
        await ledger.AnchorAsync(hold.LedgerReference, cancellationToken);
    }

    private static string Scope(Hold hold) => (hold.Subjects.Count > 0 ? "subject" : "everybody") + (hold.Collection is null ? "" : hold.SealedWhen is null ? "-collection" : "-rows");

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
