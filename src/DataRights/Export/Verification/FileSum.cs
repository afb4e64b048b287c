namespace DataRights.Export.Verification;

/// <summary>What a file was found to be.</summary>
internal sealed record FileSum(long Bytes, string Sha256);
