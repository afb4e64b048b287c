namespace DataRights.Cli.Client;

/// <summary>A page of requests.</summary>
public sealed record RequestList(IReadOnlyList<RequestState> Requests);
