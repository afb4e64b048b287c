namespace DataRights.Functions.Composition.Settings;

/// <summary>Where the keys are: exactly one of the two. A vault signs with its own key of the name <paramref name="SigningKey"/>.</summary>
public sealed record KeySettings(Uri? VaultUri, string? Directory, string SigningKey);
