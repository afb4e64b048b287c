namespace DataRights.Mapping;

/// <summary>A third party that receives data, with the safeguard for a transfer abroad (GDPR Art. 15(1)(c), 15(2)).</summary>
public sealed record Recipient(string Name, string Purpose, string? Country, string? Safeguards);
