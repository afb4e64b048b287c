using System.Security.Cryptography;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Deletion.Replay;

/// <summary>
/// One random 256-bit key a month, sealed by the key ring and kept in the state store, never with the witness: what the witness
/// holds cannot be destroyed for a time, its key can. A destroyed key is never made again for a month that has passed.
/// </summary>
public sealed class TombstoneKeys(IObjectStore store, ISealer sealer)
{
    private const int KeyBytes = 32;
    private const string Purpose = "tombstone-key";

    /// <summary>The month's key; null when it was destroyed, or there never was one.</summary>
    public async Task<ISealer?> FindAsync(string month, CancellationToken cancellationToken)
    {
        var name = ObjectNames.TombstoneKey(month);
        if (await store.ReadAsync(name, cancellationToken) is not { } stored)
        {
            return null;
        }

        var key = StateJson.Read<KeyRecord>(name, stored.Content, KeyRecord.CurrentSchema);
        return new AesGcmSealer(new OneKey(sealer.Open(Purpose, month, Convert.FromBase64String(key.Sealed))));
    }

    /// <summary>The month's key, made when there is none.</summary>
    public async Task<ISealer> GetAsync(string month, CancellationToken cancellationToken)
    {
        if (await FindAsync(month, cancellationToken) is { } known)
        {
            return known;
        }

        var key = new KeyRecord { Sealed = Convert.ToBase64String(sealer.Seal(Purpose, month, RandomNumberGenerator.GetBytes(KeyBytes))) };
        await store.TryWriteAsync(ObjectNames.TombstoneKey(month), StateJson.Write(key), WriteCondition.IfAbsent, cancellationToken);

        // Read back, since another may have made it first.
        return await FindAsync(month, cancellationToken) ?? throw new StoreException("tombstone-key-gone", transient: true);
    }

    /// <summary>The months that have a key.</summary>
    public async Task<IReadOnlyList<string>> MonthsAsync(CancellationToken cancellationToken)
    {
        var months = new List<string>();
        await foreach (var entry in store.ListAsync(ObjectNames.TombstoneKeys, cancellationToken))
        {
            months.Add(entry.Name[ObjectNames.TombstoneKeys.Length..^".json".Length]);
        }

        return months;
    }

    /// <summary>Destroys the month's key, and with it all that was sealed under it. Idempotent.</summary>
    public Task DestroyAsync(string month, CancellationToken cancellationToken) =>
        store.DeleteAsync(ObjectNames.TombstoneKey(month), WriteCondition.None, cancellationToken);

    private sealed record KeyRecord
    {
        public const int CurrentSchema = 1;

        public int Schema { get; init; } = CurrentSchema;

        public required string Sealed { get; init; }
    }

    private sealed class OneKey(byte[] key) : IKeyRing
    {
        private const int Version = 1;

        public int CurrentVersion(string purpose) => Version;

        public ReadOnlyMemory<byte> Key(string purpose, int version) => version == Version ? key : throw new SealBrokenException(purpose, "key-unknown");
    }
}
