using System.Text.Json;
using DataRights.Sources;

namespace DataRights.Deletion;

/// <summary>Names of captured files as pages.</summary>
internal static class CapturedFiles
{
    private const int NamesAPage = 10_000;

    public static async IAsyncEnumerable<CapturedPage> PagesAsync(string collection, IAsyncEnumerable<string> names)
    {
        await foreach (var chunk in names.Chunk(NamesAPage))
        {
            yield return new CapturedPage(collection, chunk.Length, JsonSerializer.SerializeToUtf8Bytes(chunk));
        }
    }

    public static IReadOnlyList<string> Names(CapturedPage page) => JsonSerializer.Deserialize<string[]>(page.Content.Span)!;
}
