using DataRights.Deletion.Steps;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Recipients.Steps;

/// <summary>
/// Asks the map's hook to freeze the person's account, and waits for its answer, so that the person's rows stop growing.
/// A hook that is away is tried again like a source; one that refuses leaves the request to an operator.
/// </summary>
internal sealed class FreezeStep(FreezeRule rule, RecipientParts parts) : IDeletionStep
{
    public string Name => RecipientSteps.Frozen;

    public async Task<JobResult?> RunAsync(DeletionRun deletion, CancellationToken cancellationToken)
    {
        var run = deletion.Run;
        if (parts.Transport is not { } transport || !transport.Reaches(rule.Connection))
        {
            return JobResult.Waiting("freeze-refused", [$"The map's freeze hook is reached by the connection '{rule.Connection}', which is not set on this host. Set it, then retry the request."]);
        }

        var identifiers = await new SubjectIdentifiers(parts).ReadAsync(run, rule.Identifiers, cancellationToken);
        if (identifiers.Count == 0)
        {
            return JobResult.Waiting("freeze-refused", ["The person has none of the identifiers that the map's freeze hook is told. Add one that every person has to \"identifiers\" of \"freeze\", then retry the request."]);
        }

        await run.EnsureCurrentAsync(cancellationToken);
        var call = new RecipientCall(rule.Connection, $"{run.Request.Id}/freeze", run.Request.Id, identifiers, null);
        var answer = await transport.FreezeAsync(call, rule.Within, cancellationToken);
        switch (answer.Verdict)
        {
            case RecipientVerdict.Unavailable:
                throw new SourceException("freeze", answer.Code, true);
            case RecipientVerdict.Refused:
                return JobResult.Waiting("freeze-refused", [$"The map's freeze hook refused with {answer.Code}. Mend it, or block the account by hand and drop the hook from the map; then retry the request."]);
            default:
                await run.EndAsync(Name, LedgerCodes.Frozen, new Dictionary<string, long>(), parts.Ports.Clock.GetUtcNow(), s => s, cancellationToken);
                return null;
        }
    }
}
