using System.Text;
using DataRights.Export.Resume;
using DataRights.Requests;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Export;

/// <summary>
/// An export's checkpoint: how far its journal goes, and the archive that is staged whole and about to be committed. Without it
/// the archive starts again.
/// </summary>
internal sealed record ExportProgress
{
    private const int CurrentSchema = 2;

    public int Schema { get; init; } = CurrentSchema;

    public JournalHead? Journal { get; init; }

    public PreparedArchive? Prepared { get; init; }

    /// <summary>That archive, once it has passed its reviews; not noted where reading it again costs little.</summary>
    public ReviewedArchive? Reviewed { get; init; }

    /// <summary>Null where there is no checkpoint.</summary>
    /// <exception cref="RequestCorruptException">It is of another version or damaged: never a reason to start over in silence.</exception>
    public static ExportProgress? Parse(string requestId, string? checkpoint)
    {
        if (checkpoint is null)
        {
            return null;
        }

        var name = $"{requestId} (checkpoint)";
        return FirstSchema(name, checkpoint) ?? StateJson.Read<ExportProgress>(name, Encoding.UTF8.GetBytes(checkpoint), CurrentSchema);
    }

    public override string ToString() => Encoding.UTF8.GetString(StateJson.Write(this));

    /// <summary>As an earlier version wrote it, without a journal: an archive that may have been committed; else null.</summary>
    private static ExportProgress? FirstSchema(string name, string checkpoint)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(checkpoint)) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader) is var json && json[nameof(Schema)] is JValue { Value: 1L } && json["Epoch"] is JValue { Value: long epoch }
                && json[nameof(Prepared)]?.ToObject<ArchiveInfo>() is { } archive
                ? new ExportProgress { Prepared = new PreparedArchive(epoch, archive, [], json["Findings"]?.ToObject<List<string>>() ?? []) }
                : null;
        }
        catch (JsonException)
        {
            // The exception quotes the checkpoint.
            throw new RequestCorruptException(name, "it is not valid JSON");
        }
    }
}
