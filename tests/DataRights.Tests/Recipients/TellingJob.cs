using DataRights.Deletion;
using DataRights.Deletion.Holds;
using DataRights.Deletion.Receipts;
using DataRights.Deletion.Steps;
using DataRights.Recipients;
using DataRights.Recipients.Steps;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Recipients;

/// <summary>A deletion cut down to what concerns recipients: freeze, tell, erase the person's row, wait, issue the receipt.</summary>
internal sealed class TellingJob(RecipientScene scene, RecipientParts parts) : IJob
{
    public bool Handles(RequestKind kind) => true;

    public async Task<JobResult> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        List<IDeletionStep> steps = parts.Map.Freeze is { } freeze ? [new FreezeStep(freeze, parts)] : [];
        steps.AddRange([new TellStep(parts), new Step("erase/x", EraseAsync), new AwaitStep(parts), new Step("receipt", ReceiptAsync)]);
        await using var deletion = new DeletionRun(new DeletionParts(parts.Map, parts.Sources, null!, parts.Ports.Objects, parts.Ports.Ledger, null!, null!, parts.Ports.Clock), run, CurrentHolds.None);
        foreach (var step in steps.Where(s => run.Request.Steps.All(done => done.Name != s.Name)))
        {
            if (await step.RunAsync(deletion, cancellationToken) is { } ended)
            {
                return ended;
            }
        }

        return JobResult.Completed("deleted");
    }

    private Task EraseAsync(IRun run, CancellationToken cancellationToken)
    {
        scene.RowIsGone = true;
        return Task.CompletedTask;
    }

    private async Task ReceiptAsync(IRun run, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecipientFact> facts = await new RecipientBook(parts.Ports.Objects).FactsAsync(run.Request.Id, cancellationToken);
        scene.Receipts.TryAdd(run.Request.Id, facts);
        await run.CheckpointAsync(r => r with { Receipt = "receipts/" + r.Id }, cancellationToken);
    }

    private sealed class Step(string name, Func<IRun, CancellationToken, Task> effect) : IDeletionStep
    {
        public string Name => name;

        public async Task<JobResult?> RunAsync(DeletionRun deletion, CancellationToken cancellationToken)
        {
            var run = deletion.Run;
            Assert.NotNull(run.Request.EffectsBegan);
            await effect(run, cancellationToken);
            await run.CheckpointAsync(r => r with { Steps = [.. r.Steps, new RequestStep(name, r.Received, new Dictionary<string, long>())] }, cancellationToken);
            return null;
        }
    }
}
