using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>Issues the receipt. Once written it stays as it is.</summary>
internal sealed class ReceiptStep : IDeletionStep
{
    public string Name => "receipt";

    public async Task<JobResult?> RunAsync(DeletionRun deletion, CancellationToken cancellationToken)
    {
        var (run, (map, _, _, store, ledger, _, _, time)) = (deletion.Run, deletion.Parts);
        var name = ObjectNames.Receipt(run.Request.Id);
        var chain = await ledger.ReadAsync(run.Request.LedgerReference, cancellationToken);
        var receipt = new ReceiptBuilder(map).Build(run.Request, DeletionState.Of(run.Request), chain, time.GetUtcNow());
        await run.EnsureCurrentAsync(cancellationToken);
        await store.TryWriteAsync(name, receipt, WriteCondition.IfAbsent, cancellationToken);
        await run.RecordAsync(Name, LedgerCodes.ReceiptIssued, new Dictionary<string, string>(), cancellationToken);
        await run.CheckpointAsync(r => r with { Receipt = name, Steps = [.. r.Steps, new RequestStep(Name, time.GetUtcNow(), new Dictionary<string, long>())] }, cancellationToken);
        DeletionMeter.ReceiptMade(map);
        return null;
    }
}
