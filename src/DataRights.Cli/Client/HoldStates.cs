namespace DataRights.Cli.Client;

/// <summary>What the command line reads of a list of holds.</summary>
public sealed record HoldStates(IReadOnlyList<HoldState> Holds);
