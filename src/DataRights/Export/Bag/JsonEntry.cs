using System.Text.Encodings.Web;
using System.Text.Json;
using DataRights.Export.Archive;
using DataRights.Export.Rows;

namespace DataRights.Export.Bag;

/// <summary>A JSON file of the bag that is written piece by piece, so that a long list does not have to fit into memory.</summary>
internal sealed class JsonEntry(BagWriter bag, Stream stream) : IDisposable
{
    private readonly RowBuffer buffer = new();
    private Utf8JsonWriter? json;

    public Utf8JsonWriter Json => json ??= new Utf8JsonWriter(buffer, new JsonWriterOptions
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static async Task<JsonEntry> OpenAsync(BagWriter bag, string path, CancellationToken cancellationToken) =>
        new(bag, await bag.OpenAsync(path, null, compress: true, cancellationToken));

    /// <summary>Passes on what has been written if it is worth it.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        Json.Flush();
        if (buffer.Length >= 32 * 1024)
        {
            await stream.WriteAsync(buffer.Written, cancellationToken);
            buffer.Clear();
        }
    }

    public async Task<ZipEntry> CloseAsync(CancellationToken cancellationToken)
    {
        Json.Flush();
        buffer.Append("\n"u8);
        await stream.WriteAsync(buffer.Written, cancellationToken);
        buffer.Clear();
        return await bag.CloseAsync(cancellationToken);
    }

    public void Dispose() => json?.Dispose();
}
