using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DataRights.Export.Verification;
using DataRights.Mapping;

namespace DataRights.Export.Screening.Scope;

/// <summary>
/// What tables a finished archive has, by its own data package and manifest, and where these do not agree with the zip. Nothing is taken from
/// the export that made it.
/// </summary>
internal sealed class ArchiveTables(DataMap map)
{
    private const string Manifest = "manifest-sha256.txt";
    private const string Descriptor = "data/datapackage.json";
    private const string About = "data/about.json";
    private const string TablesFolder = "data/tables/";

    private readonly List<TableFile> files = [];
    private readonly HashSet<string> severalViews = new(StringComparer.Ordinal);
    private readonly HashSet<string> incomplete = new(StringComparer.Ordinal);

    /// <summary>In the package's order.</summary>
    public IReadOnlyList<TableFile> Files => files;

    /// <summary>Collections that the archive says it could not read to the end: what hangs on them cannot be judged.</summary>
    public IReadOnlySet<string> Incomplete => incomplete;

    /// <summary>Whether a source was read in several views, by an export that was stopped and went on: what came in between may lack its owner.</summary>
    public bool HasSeveralViews(string source) => severalViews.Contains(source);

    /// <summary>Entries that are damaged, not described, or not what is said of them.</summary>
    public long Damaged { get; private set; }

    /// <exception cref="InvalidDataException">It is no archive of this system.</exception>
    public async Task ReadAsync(ZipArchive archive, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        var entries = BagFolder.Open(archive, findings)?.Entries ?? throw new InvalidDataException();
        Damaged += findings.Count;
        var sums = await SumsAsync(entries, cancellationToken);
        Damaged += entries.Keys.Count(p => p.StartsWith("data/", StringComparison.Ordinal) && !sums.ContainsKey(p)) + sums.Keys.Count(p => !entries.ContainsKey(p));
        using var about = await JsonAsync(entries, About, cancellationToken);
        foreach (var missing in about.RootElement.GetProperty("missing").EnumerateArray())
        {
            if (Text(missing, "code") is "read-failed" or "source-failed" or "table-missing")
            {
                var (collection, source) = (Text(missing, "collection"), Text(missing, "source"));
                incomplete.UnionWith(map.Collections.Where(c => collection is null ? c.Source == source : c.Name == collection).Select(c => c.Name));
            }
        }

        severalViews.UnionWith(about.RootElement.GetProperty("snapshots").EnumerateArray().Select(s => Text(s, "source") ?? "").GroupBy(s => s).Where(g => g.Count() > 1).Select(g => g.Key));

        using var package = await JsonAsync(entries, Descriptor, cancellationToken);
        var described = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in package.RootElement.GetProperty("resources").EnumerateArray().Where(r => Text(r, "type") == "table"))
        {
            var path = "data/" + Text(resource, "path");
            described.Add(path);
            if (Text(resource, "title") is { } name && map.Collections.FirstOrDefault(c => c.Name == name && !c.IsFiles) is { } found && entries.TryGetValue(path, out var entry))
            {
                files.Add(File(resource, entry, found, sums.GetValueOrDefault(path)));
            }
            else
            {
                Damaged++;
            }
        }

        Damaged += entries.Keys.Count(p => p.StartsWith(TablesFolder, StringComparison.Ordinal) && !described.Contains(p));
    }

    /// <summary>Reads a file's rows once more or for the first time.</summary>
    /// <param name="file">The file.</param>
    /// <param name="sink">Takes the rows.</param>
    /// <param name="compares">Whether its sums are compared with what is said of them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ReadAsync(TableFile file, IRowSink sink, bool compares, CancellationToken cancellationToken)
    {
        try
        {
            // Unpacked and summed on one core, while rows are judged on another.
            var stream = new SummedStream(await file.Entry.OpenAsync(cancellationToken));
            await using var ahead = new ReadAhead(stream);
            await file.Open(sink).ReadAsync(ahead, cancellationToken);
            if (compares && (stream.Bytes != file.Entry.Length || stream.Crc != file.Entry.Crc32 || stream.Sha256 != file.Sha256))
            {
                Damaged++;
            }
        }
        catch (Exception e) when (Damage.Is(e))
        {
            Damaged++;
        }
    }

    /// <summary>Compares how many rows a file has with how many it is said to have.</summary>
    public void Compare(TableFile file, long rows, bool compares) => Damaged += compares && rows != file.Rows ? 1 : 0;

    private static TableFile File(JsonElement resource, ZipArchiveEntry entry, Collection collection, string? sum)
    {
        List<string> fields = [];
        HashSet<string> binary = new(StringComparer.Ordinal);
        foreach (var field in resource.GetProperty("schema").GetProperty("fields").EnumerateArray())
        {
            var name = Text(field, "name") ?? "";
            fields.Add(name);
            if (Text(field, "format") == "binary")
            {
                binary.Add(name);
            }
        }

        return new(entry, collection, Text(resource, "format") ?? "", fields, binary, Text(resource, "csvFormulas") == "escape", resource.GetProperty("rows").GetInt64(), sum);
    }

    private static async Task<Dictionary<string, string>> SumsAsync(IReadOnlyDictionary<string, ZipArchiveEntry> entries, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!entries.TryGetValue(Manifest, out var entry))
        {
            throw new InvalidDataException();
        }

        using var reader = new StreamReader(await entry.OpenAsync(cancellationToken), Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var space = line.IndexOf("  ", StringComparison.Ordinal);
            if (space != 64 || !sums.TryAdd(line[(space + 2)..], line[..space]))
            {
                throw new InvalidDataException();
            }
        }

        return sums;
    }

    private static async Task<JsonDocument> JsonAsync(IReadOnlyDictionary<string, ZipArchiveEntry> entries, string path, CancellationToken cancellationToken)
    {
        await using var stream = await (entries.TryGetValue(path, out var entry) ? entry : throw new InvalidDataException()).OpenAsync(cancellationToken);
        return await JsonDocument.ParseAsync(stream, default, cancellationToken);
    }

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
