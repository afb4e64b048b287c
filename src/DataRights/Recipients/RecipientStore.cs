using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Recipients;

/// <summary>The states of tellings.</summary>
internal sealed class RecipientStore(IObjectStore objects)
{
    private const string Extension = ".json";

    public Task<(RecipientState State, string Version)?> ReadAsync(string requestId, string recipient, CancellationToken cancellationToken) =>
        ReadObjectAsync(ObjectNames.Recipient(requestId, recipient), cancellationToken);

    /// <exception cref="RequestCorruptException">It cannot be read, or is another telling's.</exception>
    public async Task<(RecipientState State, string Version)?> ReadObjectAsync(string name, CancellationToken cancellationToken)
    {
        if (await objects.ReadAsync(name, cancellationToken) is not { } stored)
        {
            return null;
        }

        var state = StateJson.Read<RecipientState>(name, stored.Content, RecipientState.CurrentSchema);
        return name == ObjectNames.Recipient(state.RequestId, state.Recipient)
            ? (state, stored.Version)
            : throw new RequestCorruptException(name, "it holds the state of another telling");
    }

    /// <summary>All of one request, in the order of their names.</summary>
    public async Task<IReadOnlyList<RecipientState>> OfAsync(string requestId, CancellationToken cancellationToken)
    {
        var states = new List<RecipientState>();
        await foreach (var entry in objects.ListAsync(ObjectNames.RecipientsOf(requestId), cancellationToken))
        {
            if (await ReadObjectAsync(entry.Name, cancellationToken) is { } found)
            {
                states.Add(found.State);
            }
        }

        return states;
    }

    public IAsyncEnumerable<ObjectEntry> EntriesAsync(CancellationToken cancellationToken) => objects.ListAsync(ObjectNames.Recipients, cancellationToken);

    /// <summary>Writes the state over the version read (null: where none was); false when another wrote meanwhile.</summary>
    public async Task<bool> TryWriteAsync(RecipientState state, string? version, CancellationToken cancellationToken)
    {
        var condition = version is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(version);
        return await objects.TryWriteAsync(ObjectNames.Recipient(state.RequestId, state.Recipient), StateJson.Write(state), condition, cancellationToken) is not null;
    }

    public Task<bool> TryDeleteAsync(RecipientState state, string version, CancellationToken cancellationToken) =>
        objects.DeleteAsync(ObjectNames.Recipient(state.RequestId, state.Recipient), WriteCondition.IfVersion(version), cancellationToken);
}
