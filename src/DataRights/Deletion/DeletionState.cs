using DataRights.Requests;
using DataRights.Sources;
using Newtonsoft.Json;

namespace DataRights.Deletion;

/// <summary>A deletion's checkpoint: what the receipt will need of finished steps. Counts and map names only.</summary>
internal sealed record DeletionState
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public int Chunks { get; init; }

    /// <summary>What each database did, by step.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CollectionOutcome>> Outcomes { get; init; } = new Dictionary<string, IReadOnlyList<CollectionOutcome>>();

    public long CheckedRows { get; init; }

    /// <summary>How many chunks verification has looked for, without finding anything, when a slice ended in its middle.</summary>
    public int CheckedChunks { get; init; }

    public DateTimeOffset? VerifiedAt { get; init; }

    public int ArchivesDestroyed { get; init; }

    public static DeletionState Of(RequestRecord record)
    {
        if (record.Checkpoint is null)
        {
            return new DeletionState();
        }

        var state = JsonConvert.DeserializeObject<DeletionState>(record.Checkpoint, new JsonSerializerSettings { DateParseHandling = DateParseHandling.DateTimeOffset });
        return state is { Schema: CurrentSchema }
            ? state
            : throw new InvalidOperationException($"The checkpoint of request {record.Id} is of an unknown version; it was written by another release.");
    }

    public override string ToString() => JsonConvert.SerializeObject(this);
}
