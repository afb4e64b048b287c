namespace DataRights.Deletion.Approving;

/// <summary>Raised inside a transaction that would take more than is approved, so that it ends without effect.</summary>
internal sealed class ApprovalNeededException(IReadOnlyList<ApprovalReason> reasons, IReadOnlyDictionary<string, long> counts)
    : Exception("The deletion takes more than is approved.")
{
    public IReadOnlyList<ApprovalReason> Reasons { get; } = reasons;

    public IReadOnlyDictionary<string, long> Counts { get; } = counts;
}
