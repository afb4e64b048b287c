using System.Security.Cryptography;
using DataRights.Deletion.Steps;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Telemetry;

namespace DataRights.Deletion.Receipts;

/// <summary>Issues the receipt, and has the ledger vouch for it by its hash.</summary>
internal sealed class ReceiptStep(ReceiptIssuer issuer) : IDeletionStep
{
    public string Name => "receipt";

    public async Task<JobResult?> RunAsync(DeletionRun deletion, CancellationToken cancellationToken)
    {
        var run = deletion.Run;
        var receipt = await issuer.IssueAsync(run.Request, DeletionState.Of(run.Request), run.EnsureCurrentAsync, cancellationToken);
        await run.EnsureCurrentAsync(cancellationToken);
        var facts = new Dictionary<string, string> { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(receipt)) };
        await run.RecordAsync(Name, LedgerCodes.ReceiptIssued, facts, cancellationToken);
        await run.CheckpointAsync(
            r => r with { Receipt = ObjectNames.Receipt(r.Id), Steps = [.. r.Steps, new RequestStep(Name, deletion.Now, new Dictionary<string, long>())] }, cancellationToken);
        DeletionMeter.ReceiptMade(deletion.Parts.Map);
        return null;
    }
}
