using System.Security.Cryptography;
using DataRights.Deletion.Steps;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Telemetry;

namespace DataRights.Deletion.Receipts;

/// <summary>Issues the receipt, and has the ledger vouch for it by its hash; a later pass issues a supplement to it.</summary>
internal sealed class ReceiptStep(ReceiptIssuer issuer, ReceiptSupplements supplements) : IDeletionStep
{
    public string Name => "receipt";

    public async Task<JobResult?> RunAsync(DeletionRun deletion, CancellationToken cancellationToken)
    {
        var run = deletion.Run;
        if (run.Request.Receipt is not null && deletion.State.Stated is { } stated)
        {
            await AddAsync(deletion, stated, cancellationToken);
            return null;
        }

        var receipt = await issuer.IssueAsync(run.Request, DeletionState.Of(run.Request), run.EnsureCurrentAsync, cancellationToken);
        await run.EnsureCurrentAsync(cancellationToken);
        var facts = new Dictionary<string, string> { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(receipt)) };
        await run.RecordAsync(Name, LedgerCodes.ReceiptIssued, facts, cancellationToken);
        await run.CheckpointAsync(
            r => r with { Receipt = ObjectNames.Receipt(r.Id), Checkpoint = (DeletionState.Of(r) with { Stated = DeletionState.Of(r).TreatedRows }).ToString(), Steps = [.. r.Steps, new RequestStep(Name, deletion.Now, new Dictionary<string, long>())] }, cancellationToken);
        DeletionMeter.ReceiptMade(deletion.Parts.Map);
        return null;
    }

    /// <summary>What holds kept when the receipt was issued and is gone now goes into a supplement.</summary>
    private async Task AddAsync(DeletionRun deletion, IReadOnlyDictionary<string, long> stated, CancellationToken cancellationToken)
    {
        var (run, state) = (deletion.Run, deletion.State);
        var since = state.TreatedRows.Select(t => (Collection: t.Key, Rows: t.Value - stated.GetValueOrDefault(t.Key))).Where(t => t.Rows > 0).ToList();
        if (since.Count > 0)
        {
            await run.EnsureCurrentAsync(cancellationToken);
            var facts = new SupplementFacts { Deleted = [.. since.Select(t => new DeletedSinceFact(t.Collection, t.Rows, "hold-ended", state.VerifiedAt ?? deletion.Now))] };
            await supplements.IssueAsync(run.Request.Id, facts, cancellationToken);
        }

        await run.CheckpointAsync(
            r => r with { Checkpoint = (DeletionState.Of(r) with { Stated = DeletionState.Of(r).TreatedRows }).ToString(), Steps = [.. r.Steps, new RequestStep(Name, deletion.Now, new Dictionary<string, long>())] },
            cancellationToken);
    }
}
