using DataRights.Requests;

namespace DataRights.Api.Plans;

/// <summary>Says for which requests a plan can be made.</summary>
public static class PlanRules
{
    /// <summary>A deletion of somebody, not over yet or failed and so to be retried.</summary>
    public static bool CanPlan(RequestRecord record) =>
        record is { Kind: RequestKind.Deletion, SealedRootKey: not null } && (record.IsOpen || record.Status == RequestStatus.Failed);
}
