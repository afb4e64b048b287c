namespace DataRights.Requests;

/// <summary>What a head passes on. <see cref="object.ToString"/> never shows the identifiers.</summary>
/// <param name="Kind">What is asked for.</param>
/// <param name="Identifiers">Identifier name to value as typed; at least one.</param>
/// <param name="IdempotencyKey">The caller's key, at most 255 characters; the same key with other content is refused.</param>
/// <param name="WaiveGrace">Deletes without the grace period. Allowed in development only; written to the ledger.</param>
public sealed record Submission(RequestKind Kind, IReadOnlyDictionary<string, string> Identifiers, string? IdempotencyKey, bool WaiveGrace)
{
    public override string ToString() => $"{Kind} by {string.Join(", ", Identifiers.Keys)}";
}
