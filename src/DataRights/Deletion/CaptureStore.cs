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
/// Keeps a deletion's footprint and pages of captured rows, sealed for the request, until its end. Each run writes under its own
/// epoch, so that one that was overtaken replaces nothing of the run that goes on.
/// </summary>
public sealed class CaptureStore(IObjectStore store, ISealer sealer)
{
    private const int HeadBytes = 12;
    private const string Purpose = "deletion-capture";
    private const string FootprintName = "footprint";
    private const string IdentifiersName = "identifiers";

    public async Task WriteFootprintAsync(string requestId, long epoch, Footprint footprint, CancellationToken cancellationToken)
    {
        var entries = footprint.Entries.Select(e => new EntryState(e.Key.Collection, e.Key.Index, [.. e.Value.Select(k => k.Values)]));
        await WriteAsync(requestId, NameOf(FootprintName, epoch), Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(entries)), cancellationToken);
    }

    /// <exception cref="StoreException">Code <c>working-data-missing</c>.</exception>
    public async Task<Footprint> ReadFootprintAsync(string requestId, long epoch, DataMap map, RootKey root, CancellationToken cancellationToken) =>
        await FindFootprintAsync(requestId, epoch, map, root, cancellationToken) ?? throw new StoreException("working-data-missing", false);

    /// <summary>The footprint; null when there is none.</summary>
    public async Task<Footprint?> FindFootprintAsync(string requestId, long epoch, DataMap map, RootKey root, CancellationToken cancellationToken)
    {
        if (await FindAsync(requestId, NameOf(FootprintName, epoch), cancellationToken) is not { } content)
        {
            return null;
        }

        var entries = JsonConvert.DeserializeObject<List<EntryState>>(Encoding.UTF8.GetString(content))!;
        return new Footprint(map, root, entries.ToDictionary(
            e => new EdgeId(e.Collection, e.Index),
            e => (IReadOnlyCollection<Key>)[.. e.Keys.Select(k => new Key(k))]));
    }

    /// <summary>Seals identifiers that are searched for at the end.</summary>
    public async Task WriteIdentifiersAsync(string requestId, IReadOnlyList<Identifier> identifiers, CancellationToken cancellationToken) =>
        await WriteAsync(requestId, IdentifiersName, Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(identifiers)), cancellationToken);

    /// <summary>The identifiers that were sealed; none when none were.</summary>
    public async Task<IReadOnlyList<Identifier>> ReadIdentifiersAsync(string requestId, CancellationToken cancellationToken) =>
        await store.ReadAsync(ObjectNames.WorkOf(requestId, IdentifiersName), cancellationToken) is null ? []
            : JsonConvert.DeserializeObject<List<Identifier>>(Encoding.UTF8.GetString(await ReadAsync(requestId, IdentifiersName, cancellationToken)))!;

    /// <summary>Writes a page under its number, counted from 0; done again by the same run it is replaced.</summary>
    public async Task WritePageAsync(string requestId, long epoch, int number, CapturedPage page, CancellationToken cancellationToken)
    {
        var name = Encoding.UTF8.GetBytes(page.Collection);
        var content = new byte[HeadBytes + name.Length + page.Content.Length];
        BinaryPrimitives.WriteInt64LittleEndian(content, page.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(8), name.Length);
        name.CopyTo(content, HeadBytes);
        page.Content.CopyTo(content.AsMemory(HeadBytes + name.Length));
        await WriteAsync(requestId, NameOf(PageName(number), epoch), content, cancellationToken);
    }

    /// <summary>The pages that are wanted, in order.</summary>
    public async IAsyncEnumerable<CapturedPage> ReadPagesAsync(string requestId, IReadOnlyList<PageReference> pages, Func<string, bool> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var ((collection, epoch), number) in pages.Select((p, i) => (p, i)).Where(p => wanted(p.p.Collection)))
        {
            var content = await ReadAsync(requestId, NameOf(PageName(number), epoch), cancellationToken);
            var length = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(8));
            yield return Encoding.UTF8.GetString(content, HeadBytes, length) == collection
                ? new CapturedPage(collection, BinaryPrimitives.ReadInt64LittleEndian(content), content.AsMemory(HeadBytes + length))
                : throw new StoreException("working-data-mixed", false);
        }
    }

    /// <summary>Destroys all working data of the request, but for a footprint that is still needed. Idempotent; returns how many objects were there.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="needed">Where the footprint is, and the epoch that it was written under; null when it goes too.</param>
    /// <param name="cancellationToken">Ends the call; what went is gone.</param>
    public Task<int> DestroyAsync(string requestId, (string Work, long Epoch)? needed, CancellationToken cancellationToken) =>
        WorkingData.DestroyAsync(store, requestId, needed is { } kept ? ObjectNames.WorkOf(kept.Work, NameOf(FootprintName, kept.Epoch)) : null, cancellationToken);

    private static string PageName(int number) => FormattableString.Invariant($"page-{number:d6}");

    // Epochs begin with 1; what an earlier version wrote carries none.
    private static string NameOf(string name, long epoch) => epoch == 0 ? name : FormattableString.Invariant($"{name}-e{epoch}");

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
