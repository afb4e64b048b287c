using System.Text;
using DataRights.Deletion.Receipts;
using DataRights.Ledger;
using DataRights.Storage;
using Xunit;

namespace DataRights.Tests.Deletion.Receipts;

/// <summary>What comes true after a receipt is stated once, signed, and tied to that receipt.</summary>
public sealed class ReceiptSupplementsTests
{
    private static readonly SupplementFacts Confirmed = new() { Recipients = [new("Mailer", "confirmed", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(2))] };
    private static readonly SupplementFacts Gone = new() { Deleted = [new("orders", 3, "retention-ended", DateTimeOffset.UnixEpoch.AddYears(7))] };

    private bool stopped;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_set_of_facts_is_stated_once_and_the_ledger_vouches_for_it()
    {
        var (receipt, supplements) = await MakeAsync();

        Assert.Equal(1, await supplements.IssueAsync(IssuedReceipt.Id, Confirmed, Token));
        Assert.Equal(2, await supplements.IssueAsync(IssuedReceipt.Id, Gone, Token));
        Assert.Equal(1, await supplements.IssueAsync(IssuedReceipt.Id, Confirmed, Token));

        Assert.Equal([1, 2], (await supplements.ListAsync(IssuedReceipt.Id, Token)).Select(s => s.Number));
        Assert.Equal(2, (await receipt.Ledger.ReadAsync("a1", Token)).Count(e => e.Code == LedgerCodes.SupplementIssued));
        Assert.True((await receipt.Ledger.VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task A_supplement_holds_with_its_receipt_and_with_no_other()
    {
        var (receipt, supplements) = await MakeAsync();
        await supplements.IssueAsync(IssuedReceipt.Id, Confirmed, Token);
        await supplements.IssueAsync(IssuedReceipt.Id, Gone, Token);
        var verifier = new ReceiptVerifier(await receipt.KeysAsync());
        var files = (await supplements.ListAsync(IssuedReceipt.Id, Token)).Select(s => s.Content).ToList();

        var check = verifier.CheckSupplement(files[0], receipt.File);
        Assert.True(check.Holds);
        Assert.Equal("Mailer was told on 1 January 1970 at 00:00 UTC and confirmed on 3 January 1970 at 00:00 UTC that it has deleted.", Assert.Single(ReceiptSentences.Added(check.Statement!)));
        Assert.StartsWith("3 records of orders", Assert.Single(ReceiptSentences.Added(verifier.CheckSupplement(files[1], receipt.File).Statement!)), StringComparison.Ordinal);
        Assert.Contains("another receipt", Assert.Single(verifier.CheckSupplement(files[0], (await MakeAsync()).Receipt.File).Findings), StringComparison.Ordinal);
        Assert.Contains("something else", Assert.Single(verifier.CheckSupplement(receipt.File, receipt.File).Findings), StringComparison.Ordinal);
        Assert.Contains("something else", Assert.Single(verifier.Check(files[0]).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_that_the_API_answers_is_taken_apart_into_supplements_that_hold()
    {
        var (receipt, supplements) = await MakeAsync();
        await supplements.IssueAsync(IssuedReceipt.Id, Confirmed, Token);
        await supplements.IssueAsync(IssuedReceipt.Id, Gone, Token);
        var list = "{\"supplements\":[" + string.Join(",", (await supplements.ListAsync(IssuedReceipt.Id, Token)).Select(s => Encoding.UTF8.GetString(s.Content.Span))) + "]}";
        var verifier = new ReceiptVerifier(await receipt.KeysAsync());

        var split = SupplementFile.Split(Encoding.UTF8.GetBytes(list));
        Assert.Equal(2, split.Count);
        Assert.All(split, s => Assert.Empty(verifier.CheckSupplement(s, receipt.File).Findings));
    }

    [Fact]
    public async Task A_call_that_was_stopped_before_the_ledger_heard_of_it_is_finished_by_the_next()
    {
        var (receipt, supplements) = await MakeAsync();
        receipt.Store.BeforeWrite = operation => { if (operation.StartsWith("append", StringComparison.OrdinalIgnoreCase) && stopped) { throw new Testing.SimulatedCrashException(); } };
        stopped = true;
        await Assert.ThrowsAsync<Testing.SimulatedCrashException>(() => supplements.IssueAsync(IssuedReceipt.Id, Confirmed, Token));
        stopped = false;

        Assert.Equal(1, await supplements.IssueAsync(IssuedReceipt.Id, Confirmed, Token));
        Assert.Single(await supplements.ListAsync(IssuedReceipt.Id, Token));
        Assert.Single(await receipt.Ledger.ReadAsync("a1", Token), e => e.Code == LedgerCodes.SupplementIssued);
    }

    [Fact]
    public async Task A_request_without_a_receipt_has_no_supplement()
    {
        var (receipt, supplements) = await MakeAsync();
        await receipt.Store.DeleteAsync(ObjectNames.Receipt(IssuedReceipt.Id), WriteCondition.None, Token);

        Assert.Null(await supplements.IssueAsync(IssuedReceipt.Id, Confirmed, Token));
        Assert.Null(await supplements.IssueAsync(Guid.NewGuid().ToString("D"), Confirmed, Token));
    }

    private static async Task<(IssuedReceipt Receipt, ReceiptSupplements Supplements)> MakeAsync()
    {
        var receipt = await IssuedReceipt.MakeAsync();
        return (receipt, new(receipt.Store, receipt.Ledger, receipt.Signer, receipt.Clock));
    }
}
