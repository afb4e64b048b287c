namespace DataRights.Cli.Client;

/// <summary>A finished step with its counts.</summary>
public sealed record StepState(string Name, IReadOnlyDictionary<string, long> Counts);
