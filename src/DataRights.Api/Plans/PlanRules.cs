using DataRights.Requests;

namespace DataRights.Api.Plans;

/// <summary>Says for which requests a plan can be made.</summary>
public static class PlanRules
{
    /// <summary>A request about somebody, not over yet or failed and so to be retried.</summary>
    public static bool CanPlan(RequestRecord record) =>
        record.SealedRootKey is not null && (record.IsOpen || record.Status == RequestStatus.Failed);
}
