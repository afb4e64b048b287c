using System.Globalization;
using DataRights.Deletion.Steps;
using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Deletion.Approving;

/// <summary>Lets a deletion go on that needs no approval, or no more than it has; any other waits, with nothing of the step done.</summary>
internal sealed class ApprovalGate(DeletionRun run)
{
    private readonly string map = run.Parts.Map.Hash;

    /// <summary>Whether an operator must be asked. The counts are all that the deletion takes.</summary>
    public bool Stops(IReadOnlyList<ApprovalReason> reasons, IReadOnlyDictionary<string, long> counts) =>
        reasons.Count > 0 && !(Standing is { } approved && approved.Covers(map, counts)
            && (reasons.All(r => r.Code != ApprovalCodes.Protected) || approved.Codes.Contains(ApprovalCodes.Protected)));

    /// <summary>Null when the deletion may go on; otherwise how the run ends here, with the question written down.</summary>
    public async Task<JobResult?> PassAsync(string step, IReadOnlyList<ApprovalReason> reasons, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken)
    {
        if (!Stops(reasons, counts))
        {
            return null;
        }

        var standing = Standing is { } approved && approved.MapHash == map ? approved : null;
        string[] codes = [.. reasons.Select(r => r.Code).Union(standing?.Codes ?? []).Order(StringComparer.Ordinal)];
        var facts = reasons.ToDictionary(r => r.Collection is null ? r.Code : $"{r.Code}.{r.Collection}", r => r.Counted.ToString(CultureInfo.InvariantCulture));
        await run.Run.RecordAsync(string.Create(CultureInfo.InvariantCulture, $"v{run.Run.Request.Version}/{step}/approval"), LedgerCodes.ApprovalAsked, facts, cancellationToken);
        var asked = new Approval(map, run.Now, codes, counts.Where(c => c.Value > 0).ToDictionary());
        await run.Run.CheckpointAsync(r => r with { Asked = asked }, cancellationToken);
        return JobResult.Waiting(Approval.Needed, [.. Sentences(reasons)]);
    }

    private Approval? Standing => run.Run.Request.Approved;

    private IEnumerable<string> Sentences(IReadOnlyList<ApprovalReason> reasons)
    {
        if (Standing is { } approved)
        {
            yield return approved.MapHash == map
                ? $"What was approved is exceeded by more than a tenth and more than {Approval.Leeway} rows, or for another reason."
                : "What was approved was planned by another map.";
        }

        foreach (var reason in reasons)
        {
            yield return reason.Message;
        }
    }
}
