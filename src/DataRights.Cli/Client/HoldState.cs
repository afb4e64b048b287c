namespace DataRights.Cli.Client;

/// <summary>What the command line reads of a hold.</summary>
public sealed record HoldState(
    string Id, string Status, string Scope, string? Collection, string? When, string Reason, DateTimeOffset Placed, DateTimeOffset ReviewBy, bool ReviewDue,
    DateTimeOffset? Until, DateTimeOffset? Acknowledged, DateTimeOffset? Released);
