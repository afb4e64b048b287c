using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>Issues the receipt. Once written it stays as it is.</summary>
internal sealed class ReceiptStep(DataMap map, IObjectStore store, ILedger ledger, TimeProvider time) : IDeletionStep
{
    public string Name => "receipt";

    public async Task<JobResult?> RunAsync(IRun run, CancellationToken cancellationToken)
    {
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
