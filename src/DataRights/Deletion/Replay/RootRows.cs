using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataRights.Export.Rows;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Reads the rows that are a subject, by what they are known again. Only columns that the map uses or exports are read, since the
/// system has no right to others.
/// </summary>
internal sealed partial class RootRows(DataMap map, SourceSet sources)
{
    /// <summary>The rows under the root key; none when there is none.</summary>
    public async Task<IReadOnlyList<RootRow>> ReadAsync(RootKey root, CancellationToken cancellationToken)
    {
        var collection = map.Collection(root.Collection);
        var columns = Columns(collection);
        await using var snapshot = await sources.Rows(collection.Source).OpenSnapshotAsync(cancellationToken);
        var alone = new Footprint(map, root, new Dictionary<EdgeId, IReadOnlyCollection<Key>>());
        await using var reader = await snapshot.ReadAsync(alone, collection, columns, cancellationToken);
        var rows = new List<RootRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Row(collection, columns, [.. columns.Select((_, i) => Text(reader, i))]));
        }

        return rows;
    }

    private RootRow Row(Collection collection, List<string> columns, List<string?> texts)
    {
        var identifiers = new Dictionary<string, string>();
        foreach (var identifier in collection.Root!.Identifiers.Where(i => !collection.Root.Key.Contains(i.Column)))
        {
            if (texts[columns.IndexOf(identifier.Column)] is { } text)
            {
                identifiers.Add(identifier.Column, Normalized(identifier.Identifier, text));
            }
        }

        var moment = columns.Zip(texts).Where(c => c.Second is not null && Moment().IsMatch(c.Second))
            .Select(c => new RowMoment(c.First, c.Second!)).OrderBy(m => m.Text, StringComparer.Ordinal).FirstOrDefault();
        return new RootRow(identifiers, moment, Digest(columns, texts));
    }

    // What cannot be an identifier is compared as it stands.
    private string Normalized(string identifier, string text)
    {
        try
        {
            return IdentifierNormalizer.Normalize(map.Identifiers.Single(i => i.Name == identifier), text).Value;
        }
        catch (RequestRefusedException)
        {
            return text;
        }
    }

    private static List<string> Columns(Collection collection) =>
        [.. collection.Key
            .Concat(collection.Root!.Key)
            .Concat(collection.Root.Identifiers.Select(i => i.Column))
            .Concat(collection.Columns.Where(c => c.Export != ColumnExport.Omit).Select(c => c.Name))
            .Distinct(StringComparer.Ordinal)];

    private static string? Text(IRowReader reader, int ordinal)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var writer = new JsonValueWriter(json, cellLimit: 0);
            writer.StartCell(masked: false, readable: false);
            reader.Write(ordinal, writer);
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => document.RootElement.GetString(),
            _ => document.RootElement.GetRawText(),
        };
    }

    private static string Digest(List<string> columns, List<string?> texts)
    {
        using var content = new MemoryStream();
        foreach (var (column, text) in columns.Zip(texts))
        {
            LengthPrefixed.Write(content, column);
            LengthPrefixed.Write(content, text is null ? "null" : $"={text}");
        }

        return Convert.ToBase64String(SHA256.HashData(content.ToArray()));
    }

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")]
    private static partial Regex Moment();
}
