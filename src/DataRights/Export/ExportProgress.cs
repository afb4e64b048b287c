using DataRights.Requests;
using Newtonsoft.Json;

namespace DataRights.Export;

/// <summary>
/// An export's checkpoint: the archive that is staged whole and about to be committed, with the epoch it was staged under.
/// Without it the archive starts again.
/// </summary>
internal sealed record ExportProgress(int Schema, long Epoch, ArchiveInfo Prepared, IReadOnlyList<string> Findings)
{
    private const int CurrentSchema = 1;

    private static readonly JsonSerializerSettings Settings = new() { MissingMemberHandling = MissingMemberHandling.Error, DateParseHandling = DateParseHandling.None };

    public static ExportProgress Of(long epoch, ArchiveInfo prepared, IReadOnlyList<string> findings) => new(CurrentSchema, epoch, prepared, findings);

    /// <summary>Null where there is no checkpoint.</summary>
    /// <exception cref="InvalidOperationException">It is of another version or damaged: never a reason to start over in silence.</exception>
    public static ExportProgress? Parse(string requestId, string? checkpoint)
    {
        if (checkpoint is null)
        {
            return null;
        }

        try
        {
            return JsonConvert.DeserializeObject<ExportProgress>(checkpoint, Settings) is { Schema: CurrentSchema, Prepared: not null } progress
                ? progress
                : throw new InvalidOperationException($"The export checkpoint of request {requestId} is of a version this program does not know; run the newer program.");
        }
        catch (JsonException)
        {
            // The exception quotes the checkpoint.
            throw new InvalidOperationException($"The export checkpoint of request {requestId} cannot be read; restore the request's record.");
        }
    }

    public override string ToString() => JsonConvert.SerializeObject(this);
}
