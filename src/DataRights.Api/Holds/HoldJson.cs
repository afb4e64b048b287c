using DataRights.Deletion.Holds;

namespace DataRights.Api.Holds;

/// <summary>A hold as operators see it. <see cref="Scope"/> says whether it is on a person or on everybody; who the person is stays unsaid.</summary>
public sealed record HoldJson(
    string Id, string Status, string Scope, string? Collection, string? When, string Reason, DateTimeOffset Placed, string PlacedBy, DateTimeOffset ReviewBy, bool ReviewDue,
    DateTimeOffset? Until, DateTimeOffset? Acknowledged, DateTimeOffset? Released)
{
    public static HoldJson Of(HoldView view, DateTimeOffset now)
    {
        var hold = view.Hold;
        return new HoldJson(
            hold.Id, hold.IsActive(now) ? "active" : "released", hold.Subjects.Count > 0 ? "subject" : "everybody", hold.Collection, view.When, hold.Reason, hold.Placed, hold.PlacedBy,
            hold.ReviewBy, view.ReviewDue, hold.Until, hold.Acknowledged, hold.Released);
    }
}
