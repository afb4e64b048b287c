using System.Security.Cryptography;
using System.Text;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>
/// Remembers which request an idempotency key stands for. The object is named by the key's SHA-256: a caller's key is
/// to be random, and is never stored itself.
/// </summary>
internal sealed class IdempotencyKeys(IObjectStore objects, ISealer sealer)
{
    private const int LongestKey = 255;

    /// <summary>The entry, or null when the key is new.</summary>
    /// <exception cref="RequestRefusedException">Code <c>idempotency-key-reused</c> or <c>idempotency-key-invalid</c>.</exception>
    public async Task<IdempotencyEntry?> FindAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var name = Name(key);
        if (await objects.ReadAsync(name, cancellationToken) is not { } stored)
        {
            return null;
        }

        var entry = StateJson.Read<IdempotencyEntry>(name, stored.Content, IdempotencyEntry.CurrentSchema);
        var first = sealer.Open(KeyPurposes.Sealing, name, Convert.FromBase64String(entry.SealedBody));
        return CryptographicOperations.FixedTimeEquals(first, body.Span)
            ? entry
            : throw new RequestRefusedException(
                "idempotency-key-reused",
                "The idempotency key was used for another request; use a new key for each request, and the same one only to repeat it.");
    }

    /// <summary>Ties the key to a request unless it is tied already; false in that case.</summary>
    public async Task<bool> TryAddAsync(string key, ReadOnlyMemory<byte> body, string requestId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var name = Name(key);
        var entry = new IdempotencyEntry
        {
            RequestId = requestId,
            SealedBody = Convert.ToBase64String(sealer.Seal(KeyPurposes.Sealing, name, body.Span)),
            At = at,
        };
        return await objects.TryWriteAsync(name, StateJson.Write(entry), WriteCondition.IfAbsent, cancellationToken) is not null;
    }

    /// <summary>Ties the key to the request that stands in place of the one it named.</summary>
    public async Task RedirectAsync(string key, string fromId, string toId, CancellationToken cancellationToken)
    {
        var name = Name(key);
        while (await objects.ReadAsync(name, cancellationToken) is { } stored)
        {
            var entry = StateJson.Read<IdempotencyEntry>(name, stored.Content, IdempotencyEntry.CurrentSchema);
            if (entry.RequestId != fromId
                || await objects.TryWriteAsync(name, StateJson.Write(entry with { RequestId = toId }), WriteCondition.IfVersion(stored.Version), cancellationToken) is not null)
            {
                return;
            }
        }
    }

    private static string Name(string key) =>
        key.Length is > 0 and <= LongestKey
            ? $"{ObjectNames.Idempotency}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}.json"
            : throw new RequestRefusedException("idempotency-key-invalid", $"The idempotency key must have 1 to {LongestKey} characters.");
}
