using DataRights.Deletion.Receipts;
using DataRights.Requests;
using DataRights.Storage;
using Xunit;

namespace DataRights.Tests.Deletion.Receipts;

/// <summary>A receipt goes with its supplements when nobody needs it any more, and not while it says that something is kept.</summary>
public sealed class ReceiptPruningTests
{
    private static readonly string Name = ObjectNames.Receipt(IssuedReceipt.Id);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receipt_that_says_that_rows_are_retained_outlives_them_by_the_accountability_period()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        await Supplements(receipt).IssueAsync(IssuedReceipt.Id, new() { Deleted = [new("users", 1, "retention-ended", receipt.Clock.GetUtcNow())] }, Token);

        await PruneAsync(receipt, 9 * 366);
        Assert.NotNull(await receipt.Store.ReadAsync(Name, Token));
        await PruneAsync(receipt, 2 * 366);

        Assert.Null(await receipt.Store.ReadAsync(Name, Token));
        Assert.Empty(await Supplements(receipt).ListAsync(IssuedReceipt.Id, Token));
    }

    [Fact]
    public async Task A_supplement_that_came_late_keeps_its_receipt()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        receipt.Clock.Advance(TimeSpan.FromDays(10 * 366));
        await Supplements(receipt).IssueAsync(IssuedReceipt.Id, new() { Recipients = [new("Mailer", "confirmed", null, receipt.Clock.GetUtcNow())] }, Token);

        await PruneAsync(receipt, 366);

        Assert.NotNull(await receipt.Store.ReadAsync(Name, Token));
    }

    [Fact]
    public async Task What_cannot_be_read_stays()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        await receipt.Store.TryWriteAsync(Name, new byte[] { 1 }, WriteCondition.None, Token);

        await PruneAsync(receipt, 20 * 366);

        Assert.NotNull(await receipt.Store.ReadAsync(Name, Token));
    }

    private static ReceiptSupplements Supplements(IssuedReceipt receipt) => new(receipt.Store, receipt.Ledger, receipt.Signer, receipt.Clock);

    private static Task PruneAsync(IssuedReceipt receipt, int days)
    {
        receipt.Clock.Advance(TimeSpan.FromDays(days));
        return new ReceiptPruning(receipt.Store, new RequestOptions(), receipt.Clock).RunAsync(Token);
    }
}
