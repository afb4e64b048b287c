using DataRights.Sources;

namespace DataRights.Deletion.Replay;

/// <summary>The count last seen in a database, as stored.</summary>
internal sealed record EpochRecord
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public required string Generation { get; init; }

    public required long Number { get; init; }

    public static EpochRecord Of(DatabaseEpoch epoch) => new() { Generation = epoch.Generation, Number = epoch.Number };

    public DatabaseEpoch ToEpoch() => new(Generation, Number);
}
