using System.Globalization;
using System.Text;
using DataRights.Export.Archive;

namespace DataRights.Export.Bag;

/// <summary>
/// Lays a BagIt bag (RFC 8493, SHA-256) into one folder of a zip. Paths are relative to the bag and safe already; they
/// hold no character that a manifest would have to encode.
/// </summary>
internal sealed class BagWriter(ZipWriter zip, string folder)
{
    private const string Payload = "data/";

    private Stream? open;

    /// <summary>Where the open entry stands.</summary>
    public long Written => open?.Position ?? 0;

    public long PayloadBytes { get; private set; } = zip.Entries.Where(e => IsPayload(e, folder)).Sum(e => e.Size);

    public long PayloadFiles { get; private set; } = zip.Entries.LongCount(e => IsPayload(e, folder));

    public Task DeclareAsync(CancellationToken cancellationToken) =>
        PutAsync("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", cancellationToken);

    public async Task<Stream> OpenAsync(string path, long? length, bool compress, CancellationToken cancellationToken) =>
        open = await zip.OpenAsync($"{folder}/{path}", length, compress, cancellationToken);

    /// <summary>Goes on with a file that another run began.</summary>
    public ZipEntryStream Resume(string path, long? length, bool compress, OpenEntry begun)
    {
        var resumed = zip.Resume($"{folder}/{path}", length, compress, begun);
        open = resumed;
        return resumed;
    }

    public Task<OpenEntry> PauseAsync(CancellationToken cancellationToken) => zip.PauseAsync(cancellationToken);

    public Task AbandonAsync(string path, long? length, OpenEntry begun, CancellationToken cancellationToken)
    {
        open = null;
        return zip.AbandonAsync($"{folder}/{path}", length, begun, cancellationToken);
    }

    public async Task<ZipEntry> CloseAsync(CancellationToken cancellationToken)
    {
        open = null;
        var entry = await zip.CloseAsync(cancellationToken);
        if (IsPayload(entry, folder))
        {
            PayloadBytes += entry.Size;
            PayloadFiles++;
        }

        return entry;
    }

    public Task AbandonAsync(CancellationToken cancellationToken)
    {
        open = null;
        return zip.AbandonAsync(cancellationToken);
    }

    public async Task<ZipEntry> PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(path, content.Length, compress: true, cancellationToken);
        await stream.WriteAsync(content, cancellationToken);
        return await CloseAsync(cancellationToken);
    }

    public Task<ZipEntry> PutAsync(string path, string content, CancellationToken cancellationToken) =>
        PutAsync(path, Encoding.UTF8.GetBytes(content), cancellationToken);

    /// <summary>Writes the tag files and the zip's directory.</summary>
    public async Task<ZipDirectory> FinishAsync(IEnumerable<KeyValuePair<string, string>> info, CancellationToken cancellationToken)
    {
        var lines = new StringBuilder();
        foreach (var (label, value) in info)
        {
            lines.Append(label).Append(": ").Append(OneLine(value)).Append('\n');
        }

        lines.Append(CultureInfo.InvariantCulture, $"Payload-Oxum: {PayloadBytes}.{PayloadFiles}\n");
        await PutAsync("bag-info.txt", lines.ToString(), cancellationToken);
        await PutManifestAsync("manifest-sha256.txt", payload: true, cancellationToken);
        await PutManifestAsync("tagmanifest-sha256.txt", payload: false, cancellationToken);
        return await zip.FinishAsync(cancellationToken);
    }

    private async Task PutManifestAsync(string name, bool payload, CancellationToken cancellationToken)
    {
        // Taken first: the manifest's own entry joins the list when it is closed.
        var listed = zip.Entries.Where(e => IsPayload(e, folder) == payload).ToList();
        var stream = await OpenAsync(name, null, compress: true, cancellationToken);
        var text = new StringBuilder();
        foreach (var entry in listed)
        {
            text.Append(entry.Sha256).Append("  ").Append(Relative(entry)).Append('\n');
            if (text.Length > 32 * 1024)
            {
                await FlushAsync(stream, text, cancellationToken);
            }
        }

        await FlushAsync(stream, text, cancellationToken);
        await CloseAsync(cancellationToken);
    }

    private static async Task FlushAsync(Stream stream, StringBuilder text, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        text.Clear();
    }

    private static bool IsPayload(ZipEntry entry, string folder) => entry.Name.AsSpan(folder.Length + 1).StartsWith(Payload);

    private string Relative(ZipEntry entry) => entry.Name[(folder.Length + 1)..];

    private static string OneLine(string value) => new([.. value.Select(c => char.IsControl(c) ? ' ' : c)]);
}
