namespace DataRights.Cli.Demo;

/// <summary>Where the demonstration left what it downloaded.</summary>
internal sealed record DemoPaths(IReadOnlyList<string> Archive, string Receipt);
