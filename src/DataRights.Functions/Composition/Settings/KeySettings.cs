namespace DataRights.Functions.Composition.Settings;

/// <summary>Where the keys are: exactly one of the two.</summary>
public sealed record KeySettings(Uri? VaultUri, string? Directory);
