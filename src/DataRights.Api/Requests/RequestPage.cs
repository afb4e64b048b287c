namespace DataRights.Api.Requests;

/// <summary>Requests, newest first. <paramref name="Next"/> is the path of the page after; absent on the last.</summary>
public sealed record RequestPage(IReadOnlyList<RequestView> Requests, string? Next);
