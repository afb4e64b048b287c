using Newtonsoft.Json.Linq;

namespace DataRights.Deletion.Receipts;

/// <summary>What a check of a receipt came to: the statement and the key where the signature holds, and what is wrong.</summary>
/// <param name="Statement">What was signed; null when nothing that was signed could be established.</param>
/// <param name="KeyId">The key that signed it.</param>
/// <param name="Findings">Sentences, none quoting an identifier; empty when all that was asked for holds.</param>
public sealed record ReceiptCheck(JObject? Statement, string? KeyId, IReadOnlyList<string> Findings)
{
    public bool Holds => Findings.Count == 0;
}
