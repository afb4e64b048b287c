namespace DataRights.Api.Requests;

/// <summary>Where to go from a request: paths that answer now (or soon, for the plan); absent where there is nothing.</summary>
public sealed record RequestLinks(string Self, string? Plan, string? Archive, string? Receipt, string? Cancel);
