namespace DataRights.Tests.Webhooks;

/// <summary>A delivery state as it lies in the store.</summary>
internal sealed record SeenState(int Wanted, int Delivered, long Revision, int Attempts, DateTimeOffset? NextAttempt, string? LastCode, string? Stopped)
{
    public bool IsIdle => Stopped is not null || Delivered >= Wanted;
}
