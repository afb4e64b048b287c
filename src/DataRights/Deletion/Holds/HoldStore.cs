using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Deletion.Holds;

/// <summary>
/// Holds in the object store, each one object under its scope: a person's are one short list, everybody's another. Every write is
/// conditional.
/// </summary>
internal sealed class HoldStore(IObjectStore objects)
{
    private const string Extension = ".json";

    public Task<bool> TryCreateAsync(Hold hold, CancellationToken cancellationToken) => WriteAsync(hold, WriteCondition.IfAbsent, cancellationToken);

    public Task<bool> TryUpdateAsync(StoredHold read, Hold next, CancellationToken cancellationToken) => WriteAsync(next, WriteCondition.IfVersion(read.Version), cancellationToken);

    public Task<bool> DeleteAsync(StoredHold read, CancellationToken cancellationToken) =>
        objects.DeleteAsync(NameOf(read.Hold), WriteCondition.IfVersion(read.Version), cancellationToken);

    /// <summary>Writes the hold as changed from what is there; null when it is gone. The same hold returned changes nothing.</summary>
    public async Task<Hold?> ChangeAsync(Hold hold, Func<Hold, Hold> change, CancellationToken cancellationToken)
    {
        while (await ReadAsync(NameOf(hold), cancellationToken) is { } stored)
        {
            var next = change(stored.Hold);
            if (ReferenceEquals(next, stored.Hold) || await TryUpdateAsync(stored, next, cancellationToken))
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Lists names to find it.</summary>
    public async Task<StoredHold?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await foreach (var entry in objects.ListAsync(ObjectNames.Holds, cancellationToken))
        {
            if (entry.Name.EndsWith($"/{id}{Extension}", StringComparison.Ordinal))
            {
                return await ReadAsync(entry.Name, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>All holds of a scope, oldest first.</summary>
    public Task<IReadOnlyList<StoredHold>> OfAsync(string scope, CancellationToken cancellationToken) => ListAsync(ObjectNames.HoldsOf(scope), cancellationToken);

    public Task<IReadOnlyList<StoredHold>> AllAsync(CancellationToken cancellationToken) => ListAsync(ObjectNames.Holds, cancellationToken);

    private async Task<IReadOnlyList<StoredHold>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var holds = new List<StoredHold>();
        await foreach (var entry in objects.ListAsync(prefix, cancellationToken))
        {
            if (await ReadAsync(entry.Name, cancellationToken) is { } stored)
            {
                holds.Add(stored);
            }
        }

        return [.. holds.OrderBy(h => h.Hold.Id, StringComparer.Ordinal)];
    }

    /// <exception cref="RequestCorruptException">It cannot be read, or is another hold's: it never counts as none.</exception>
    private async Task<StoredHold?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await objects.ReadAsync(name, cancellationToken) is not { } stored)
        {
            return null;
        }

        var hold = StateJson.Read<Hold>(name, stored.Content, Hold.CurrentSchema);
        return NameOf(hold) == name ? new StoredHold(hold, stored.Version) : throw new RequestCorruptException(name, "it holds another hold");
    }

    private static string NameOf(Hold hold) => ObjectNames.Hold(hold.Scope, hold.Id);

    private async Task<bool> WriteAsync(Hold hold, WriteCondition condition, CancellationToken cancellationToken) =>
        await objects.TryWriteAsync(NameOf(hold), StateJson.Write(hold), condition, cancellationToken) is not null;
}
