using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;
using Newtonsoft.Json;

namespace DataRights.Deletion;

/// <summary>
/// Keeps a deletion's footprint and pages of captured rows, sealed for the request, until its end. Writing again replaces what a
/// stopped run left.
/// </summary>
public sealed class CaptureStore(IObjectStore store, ISealer sealer)
{
    private const int HeadBytes = 12;
    private const string Purpose = "deletion-capture";
    private const string FootprintName = "footprint";

    public async Task WriteFootprintAsync(string requestId, Footprint footprint, CancellationToken cancellationToken)
    {
        var entries = footprint.Entries.Select(e => new EntryState(e.Key.Collection, e.Key.Index, [.. e.Value.Select(k => k.Values)]));
        await WriteAsync(requestId, FootprintName, Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(entries)), cancellationToken);
    }

    /// <exception cref="StoreException">Code <c>working-data-missing</c>.</exception>
    public async Task<Footprint> ReadFootprintAsync(string requestId, DataMap map, RootKey root, CancellationToken cancellationToken) =>
        await FindFootprintAsync(requestId, map, root, cancellationToken) ?? throw new StoreException("working-data-missing", false);

    /// <summary>The footprint; null when there is none.</summary>
    public async Task<Footprint?> FindFootprintAsync(string requestId, DataMap map, RootKey root, CancellationToken cancellationToken)
    {
        if (await FindAsync(requestId, FootprintName, cancellationToken) is not { } content)
        {
            return null;
        }

        var entries = JsonConvert.DeserializeObject<List<EntryState>>(Encoding.UTF8.GetString(content))!;
        return new Footprint(map, root, entries.ToDictionary(
            e => new EdgeId(e.Collection, e.Index),
            e => (IReadOnlyCollection<Key>)[.. e.Keys.Select(k => new Key(k))]));
    }

    /// <summary>Writes a page under its number, counted from 0; done again it replaces what a stopped run left.</summary>
    public async Task WritePageAsync(string requestId, int number, CapturedPage page, CancellationToken cancellationToken)
    {
        var name = Encoding.UTF8.GetBytes(page.Collection);
        var content = new byte[HeadBytes + name.Length + page.Content.Length];
        BinaryPrimitives.WriteInt64LittleEndian(content, page.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(8), name.Length);
        name.CopyTo(content, HeadBytes);
        page.Content.CopyTo(content.AsMemory(HeadBytes + name.Length));
        await WriteAsync(requestId, PageName(number), content, cancellationToken);
    }

    /// <summary>The first so many pages, in order, those of the given collections.</summary>
    public async IAsyncEnumerable<CapturedPage> ReadPagesAsync(string requestId, IReadOnlyList<string> collections, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (collection, number) in collections.Select((c, i) => (c, i)).Where(c => c.c.Length > 0))
        {
            var content = await ReadAsync(requestId, PageName(number), cancellationToken);
            var length = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(8));
            yield return Encoding.UTF8.GetString(content, HeadBytes, length) == collection
                ? new CapturedPage(collection, BinaryPrimitives.ReadInt64LittleEndian(content), content.AsMemory(HeadBytes + length))
                : throw new StoreException("working-data-mixed", false);
        }
    }

    /// <summary>Destroys all working data of the request, but for a footprint that is still needed. Idempotent; returns how many objects were there.</summary>
    public async Task<int> DestroyAsync(string requestId, string? neededBy, CancellationToken cancellationToken)
    {
        var destroyed = 0;
        var needed = neededBy is null ? null : ObjectNames.WorkOf(neededBy, FootprintName);
        await foreach (var entry in store.ListAsync(ObjectNames.WorkOf(requestId, ""), cancellationToken))
        {
            if (entry.Name == needed)
            {
                continue;
            }

            destroyed += await store.DeleteAsync(entry.Name, WriteCondition.None, cancellationToken) ? 1 : 0;
        }

        return destroyed;
    }

    private static string PageName(int number) => FormattableString.Invariant($"page-{number:d6}");

    // The name is bound into the seal, so that pages can't be exchanged for one another.
    private static string Owner(string requestId, string name) => $"{requestId}/{name}";

    private async Task WriteAsync(string requestId, string name, byte[] plain, CancellationToken cancellationToken)
    {
        var content = sealer.Seal(Purpose, Owner(requestId, name), plain);
        await store.TryWriteAsync(ObjectNames.WorkOf(requestId, name), content, WriteCondition.None, cancellationToken);
    }

    private async Task<byte[]> ReadAsync(string requestId, string name, CancellationToken cancellationToken) =>
        await FindAsync(requestId, name, cancellationToken) ?? throw new StoreException("working-data-missing", false);

    private async Task<byte[]?> FindAsync(string requestId, string name, CancellationToken cancellationToken) =>
        await store.ReadAsync(ObjectNames.WorkOf(requestId, name), cancellationToken) is { } stored
            ? sealer.Open(Purpose, Owner(requestId, name), stored.Content.Span)
            : null;

    private sealed record EntryState(string Collection, int Index, IReadOnlyList<IReadOnlyList<string>> Keys);
}
