namespace DataRights.Bench.Load;

/// <summary>Where a load host keeps its state and finds its people.</summary>
/// <param name="Database">The connection string of the people's database.</param>
/// <param name="Directory">The host's directory; state lies in it unless an Azurite is named.</param>
/// <param name="Azurite">The connection string of an Azurite for the state.</param>
internal sealed record LoadSettings(string Database, string Directory, string? Azurite);
