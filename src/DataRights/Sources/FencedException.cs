namespace DataRights.Sources;

/// <summary>A newer run has taken the request: this one must stop without another effect.</summary>
public sealed class FencedException(string requestId)
    : Exception($"Request {requestId} has been taken by a newer run.")
{
    public string RequestId { get; } = requestId;
}
