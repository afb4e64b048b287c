namespace DataRights.Cli.Client;

/// <summary>What the command line reads of the retention status.</summary>
public sealed record RetentionStates(DateTimeOffset AsOf, IReadOnlyList<RetentionRuleState> Rules);
