using DataRights.Deletion.Receipts;
using DataRights.Deletion.Replay;
using DataRights.Deletion.Retained;
using DataRights.Deletion.Steps;
using DataRights.Recipients;
using DataRights.Recipients.Steps;

namespace DataRights.Deletion;

/// <summary>The steps of a deletion, in order.</summary>
public sealed class DeletionSteps(DeletionParts parts)
{
    internal DeletionParts Parts => parts;

    /// <summary>The first step that is not done; null when all are. Rounds that were found necessary come before what follows them.</summary>
    internal IDeletionStep? Next(DeletionRun run) =>
        All(run).FirstOrDefault(step => run.Run.Request.Steps.All(done => done.Name != step.Name) && !step.IsNeedless(run));

    private IEnumerable<IDeletionStep> All(DeletionRun run)
    {
        yield return new PlanStep(new DeletionPlanner(parts.Map, parts.Sources, parts.Locator, parts.Time));
        if (Told(run) is { } asked && parts.Map.Freeze is { } freeze)
        {
            yield return new FreezeStep(freeze, asked);
        }

        var rounds = run.State.Round;
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var step in Round(run, round))
            {
                yield return step;
            }
        }

        if (parts.Watch is { } erased)
        {
            yield return new EpochStep("epoch:erased", erased);
        }

        yield return new VerifyStep(rounds);
        yield return new ArchivesStep();
        if (run.Run.Request.GraceEnds is not null && !parts.Map.Clock.Settle.IsZero)
        {
            yield return new SettleStep();
        }

        if (parts.Map.ToldRecipients.Any() && Told(run) is { } told)
        {
            yield return new AwaitStep(told);
        }

        if (parts.Watch is { } settled)
        {
            yield return new EpochStep("epoch:settled", settled);
        }

        if (parts is { Retained: { } retained, Referencer: { } referencer })
        {
            yield return new RetainedStep(retained, referencer);
        }

        yield return new CleanStep();
        var signer = parts.Signer ?? throw new InvalidOperationException("Receipts are signed, and the host has no signer.");
        yield return new ReceiptStep(
            new ReceiptIssuer(parts.Map, parts.Store, parts.Ledger, signer, parts.ReceiptFacts, parts.Time),
            new ReceiptSupplements(parts.Store, parts.Ledger, signer, parts.Time));
    }

    /// <summary>Null where nobody is told: what is deleted again after a restore was not restored at the recipients.</summary>
    private RecipientParts? Told(DeletionRun run) => run.Run.Request.Replays is null ? parts.Recipients : null;

    private IEnumerable<IDeletionStep> Round(DeletionRun run, int round)
    {
        yield return round == 0 ? new CaptureStep() : new LateCaptureStep(round);
        if (round == 0 && parts is { Watch: { } ahead, Tombstones: { } tombstones })
        {
            yield return new TombstoneStep(ahead, tombstones, run.Now);
        }

        if (round == 0 && parts.Map.ToldRecipients.Any() && Told(run) is { } told)
        {
            yield return new TellStep(told);
        }

        foreach (var files in run.Erasure.Order.Files)
        {
            yield return new FilesStep(files, run.Map, round);
        }

        foreach (var (source, _) in run.Erasure.Order.Sources)
        {
            yield return new EraseStep(source, run.Map, round);
        }
    }
}
