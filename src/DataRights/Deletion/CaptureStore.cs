using System.Runtime.CompilerServices;
using System.Text;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;
using Newtonsoft.Json;

namespace DataRights.Deletion;

/// <summary>
/// Keeps a deletion's footprint and captured rows, sealed for the request, until its end. Writing again replaces what a
/// stopped run left.
/// </summary>
public sealed class CaptureStore(IObjectStore store, ISealer sealer)
{
    private const int RowsAChunk = 20_000;
    private const string Purpose = "deletion-capture";
    private const string FootprintName = "footprint";

    public async Task WriteFootprintAsync(string requestId, Footprint footprint, CancellationToken cancellationToken)
    {
        var entries = footprint.Entries.Select(e => new EntryState(e.Key.Collection, e.Key.Index, [.. e.Value.Select(k => k.Values)]));
        await WriteAsync(requestId, FootprintName, JsonConvert.SerializeObject(entries), cancellationToken);
    }

    public async Task<Footprint> ReadFootprintAsync(string requestId, DataMap map, RootKey root, CancellationToken cancellationToken)
    {
        var entries = JsonConvert.DeserializeObject<List<EntryState>>(await ReadAsync(requestId, FootprintName, cancellationToken))!;
        return new Footprint(map, root, entries.ToDictionary(
            e => new EdgeId(e.Collection, e.Index),
            e => (IReadOnlyCollection<Key>)[.. e.Keys.Select(k => new Key(k))]));
    }

    /// <summary>Writes the rows in chunks; returns how many chunks there are.</summary>
    public async Task<int> WriteRowsAsync(string requestId, IAsyncEnumerable<CapturedRow> rows, CancellationToken cancellationToken)
    {
        var chunks = 0;
        await foreach (var chunk in rows.Chunk(RowsAChunk).WithCancellation(cancellationToken))
        {
            var states = chunk.Select(r => new RowState(r.Collection, r.Rule, r.Key.Values, r.Referred));
            await WriteAsync(requestId, ChunkName(chunks++), JsonConvert.SerializeObject(states), cancellationToken);
        }

        return chunks;
    }

    public IAsyncEnumerable<IReadOnlyList<CapturedRow>> ReadRowsAsync(string requestId, int chunks, CancellationToken cancellationToken) =>
        ReadRowsAsync(requestId, 0, chunks, cancellationToken);

    /// <summary>The chunks from the given one on.</summary>
    public async IAsyncEnumerable<IReadOnlyList<CapturedRow>> ReadRowsAsync(string requestId, int from, int chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = from; i < chunks; i++)
        {
            var states = JsonConvert.DeserializeObject<List<RowState>>(await ReadAsync(requestId, ChunkName(i), cancellationToken))!;
            yield return [.. states.Select(s => new CapturedRow(s.Collection, s.Rule, new Key(s.Key), s.Referred))];
        }
    }

    /// <summary>Destroys all working data of the request. Idempotent; returns how many objects were there.</summary>
    public async Task<int> DestroyAsync(string requestId, CancellationToken cancellationToken)
    {
        var destroyed = 0;
        await foreach (var entry in store.ListAsync(ObjectNames.WorkOf(requestId, ""), cancellationToken))
        {
            destroyed += await store.DeleteAsync(entry.Name, WriteCondition.None, cancellationToken) ? 1 : 0;
        }

        return destroyed;
    }

    private static string ChunkName(int chunk) => FormattableString.Invariant($"rows-{chunk:d6}");

    // The name is bound into the seal, so that chunks can't be exchanged for one another.
    private static string Owner(string requestId, string name) => $"{requestId}/{name}";

    private async Task WriteAsync(string requestId, string name, string json, CancellationToken cancellationToken)
    {
        var content = sealer.Seal(Purpose, Owner(requestId, name), Encoding.UTF8.GetBytes(json));
        await store.TryWriteAsync(ObjectNames.WorkOf(requestId, name), content, WriteCondition.None, cancellationToken);
    }

    private async Task<string> ReadAsync(string requestId, string name, CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(ObjectNames.WorkOf(requestId, name), cancellationToken)
            ?? throw new StoreException("working-data-missing", false);
        return Encoding.UTF8.GetString(sealer.Open(Purpose, Owner(requestId, name), stored.Content.Span));
    }

    private sealed record EntryState(string Collection, int Index, IReadOnlyList<IReadOnlyList<string>> Keys);

    private sealed record RowState(string Collection, int Rule, IReadOnlyList<string> Key, IReadOnlyDictionary<string, string> Referred);
}
