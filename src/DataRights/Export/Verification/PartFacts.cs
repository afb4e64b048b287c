using System.Text.Json;

namespace DataRights.Export.Verification;

/// <summary>What one part of an archive says of itself and of the others.</summary>
/// <param name="Request">The request that the archive answers.</param>
/// <param name="Number">Which part it is; 1 for an archive of one.</param>
/// <param name="Index">Rows and files of every part, as it lists them; empty for an archive of one.</param>
/// <param name="Data">Paths of its tables and files.</param>
internal sealed record PartFacts(string Request, int Number, IReadOnlyList<(long Rows, long Files)> Index, IReadOnlyList<string> Data)
{
    /// <summary>Null, with a finding, when it does not say.</summary>
    public static async Task<PartFacts?> ReadAsync(BagFolder folder, List<string> findings, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = folder.Entries.GetValueOrDefault("data/about.json") is { } entry ? await entry.OpenAsync(cancellationToken) : Stream.Null;
            using var about = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            var root = about.RootElement;
            var index = root.TryGetProperty("parts", out var parts) ? parts.EnumerateArray().Select(p => (p.GetProperty("rows").GetInt64(), p.GetProperty("files").GetInt64())) : [];
            return new PartFacts(
                root.GetProperty("request").GetProperty("id").GetString()!, root.TryGetProperty("part", out var part) ? part.GetInt32() : 1, [.. index],
                [.. folder.Entries.Keys.Where(p => p.StartsWith("data/tables/", StringComparison.Ordinal) || p.StartsWith("data/files/", StringComparison.Ordinal))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException)
        {
            findings.Add("data/about.json does not say which part of which archive this is.");
            return null;
        }
    }
}
