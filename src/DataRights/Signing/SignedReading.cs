using Newtonsoft.Json.Linq;

namespace DataRights.Signing;

/// <summary>A signed document as read: either what was signed and by which key, or why it does not hold.</summary>
public sealed record SignedReading(JObject? Statement, string? KeyId, SignatureFault? Fault)
{
    internal static SignedReading Broken(string code, string sentence) => new(null, null, new(code, sentence));
}
