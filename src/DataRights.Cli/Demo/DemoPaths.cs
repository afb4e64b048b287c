namespace DataRights.Cli.Demo;

/// <summary>Where the demonstration left what it downloaded.</summary>
internal sealed record DemoPaths(string Archive, string Receipt);
