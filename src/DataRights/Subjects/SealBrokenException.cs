namespace DataRights.Subjects;

/// <summary>Sealed content does not open. Never means that it may be ignored.</summary>
public sealed class SealBrokenException(string purpose, string code)
    : Exception($"Sealed content of purpose '{purpose}' does not open: {code}.")
{
    public string Code { get; } = code;
}
