using System.Globalization;
using System.Security.Cryptography;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Export.Resume;

/// <summary>
/// Keeps what an export has finished, sealed for the request, a page a checkpoint. Each page names the one before, and the record
/// names the newest, so that a journal of any length takes a line in it. A run writes under its own epoch: one that was
/// overtaken replaces nothing. Destroyed when the archive is recorded, and with the request.
/// </summary>
internal sealed class ExportJournal(IObjectStore store, ISealer sealer, string requestId)
{
    private const string Purpose = "export-journal";
    private const string Prefix = "export-";

    /// <summary>Writes a page after the one that it names.</summary>
    public async Task<JournalHead> WriteAsync(JournalPage page, long epoch, CancellationToken cancellationToken)
    {
        var number = (page.Before?.Number ?? 0) + 1;
        var name = NameOf(number, epoch);
        var content = sealer.Seal(Purpose, Owner(name), StateJson.Write(page));
        await store.TryWriteAsync(ObjectNames.WorkOf(requestId, name), content, WriteCondition.None, cancellationToken);
        return new JournalHead(number, epoch, Hash(content));
    }

    /// <summary>All pages, the oldest first.</summary>
    /// <exception cref="StoreException">Code <c>working-data-missing</c>.</exception>
    /// <exception cref="RequestCorruptException">A page is another than was written, or of a version that this program does not know.</exception>
    /// <exception cref="SealBrokenException">A page cannot be opened.</exception>
    public async Task<IReadOnlyList<JournalPage>> ReadAsync(JournalHead head, CancellationToken cancellationToken)
    {
        List<JournalPage> pages = [];
        for (var next = head; next is not null; next = pages[^1].Before)
        {
            pages.Add(await ReadPageAsync(next, cancellationToken));
        }

        pages.Reverse();
        return pages;
    }

    /// <summary>Destroys what runs before that epoch have written. Idempotent.</summary>
    public async Task DestroyBeforeAsync(long epoch, CancellationToken cancellationToken)
    {
        var prefix = ObjectNames.WorkOf(requestId, Prefix);
        await foreach (var entry in store.ListAsync(prefix, cancellationToken))
        {
            if (long.TryParse(entry.Name.AsSpan(entry.Name.LastIndexOf('e') + 1), CultureInfo.InvariantCulture, out var written) && written < epoch)
            {
                await store.DeleteAsync(entry.Name, WriteCondition.None, cancellationToken);
            }
        }
    }

    private async Task<JournalPage> ReadPageAsync(JournalHead head, CancellationToken cancellationToken)
    {
        var name = NameOf(head.Number, head.Epoch);
        var stored = await store.ReadAsync(ObjectNames.WorkOf(requestId, name), cancellationToken) ?? throw new StoreException("working-data-missing", transient: false);
        if (Hash(stored.Content.Span) != head.Sha256)
        {
            throw new RequestCorruptException(Owner(name), "it is not what was written");
        }

        var page = StateJson.Read<JournalPage>(Owner(name), sealer.Open(Purpose, Owner(name), stored.Content.Span), JournalPage.CurrentSchema);
        return (page.Before?.Number ?? 0) == head.Number - 1 ? page : throw new RequestCorruptException(Owner(name), "it follows another page than the one before it");
    }

    private static string NameOf(int number, long epoch) => FormattableString.Invariant($"{Prefix}{number:d6}-e{epoch}");

    // The name is bound into the seal, so that pages can't be exchanged for one another.
    private string Owner(string name) => $"{requestId}/{name}";

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
