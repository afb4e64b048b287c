using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DataRights.Export;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>An archive's bytes, read by path within the bag.</summary>
public sealed class ExportedBag(byte[] bytes)
{
    public byte[] Bytes { get; } = bytes;

    public IReadOnlyList<string> Paths
    {
        get
        {
            using var zip = Open();
            return [.. zip.Entries.Select(e => e.FullName[(e.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..])];
        }
    }

    public string Folder
    {
        get
        {
            using var zip = Open();
            return zip.Entries[0].FullName.Split('/')[0];
        }
    }

    public string Text(string path)
    {
        using var zip = Open();
        using var reader = new StreamReader(zip.Entries.Single(e => e.FullName.EndsWith("/" + path, StringComparison.Ordinal)).Open(), new UTF8Encoding(false, true));
        return reader.ReadToEnd();
    }

    public JsonElement Json(string path) => JsonDocument.Parse(Text(path)).RootElement;

    public IEnumerable<string> Missing(string code) =>
        Json("data/about.json").GetProperty("missing").EnumerateArray().Where(m => m.GetProperty("code").GetString() == code)
            .Select(m => $"{(m.TryGetProperty("collection", out var c) ? c.GetString() : "")}/{(m.TryGetProperty("subject", out var s) ? s.GetString() : "")}");

    public Task<ArchiveReport> VerifyAsync() => ArchiveVerifier.VerifyAsync(new MemoryStream(Bytes), TestContext.Current.CancellationToken);

    private ZipArchive Open() => new(new MemoryStream(Bytes));
}
