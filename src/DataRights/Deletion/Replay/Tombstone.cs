using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion.Replay;

/// <summary>
/// What is needed to delete somebody again after a database was restored from a backup, written ahead of the first effect. Personal
/// data: sealed under a month's key.
/// </summary>
public sealed record Tombstone
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The deletion.</summary>
    public required string Request { get; init; }

    public required string Collection { get; init; }

    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Effects began at this moment or later.</summary>
    public required DateTimeOffset Begins { get; init; }

    public required string MapHash { get; init; }

    /// <summary>How the root's rows were treated. A root that is not deleted may be found under its key, treated, without any restore.</summary>
    public required Treatment Treatment { get; init; }

    /// <summary>The rows that were the person, by what they are known again.</summary>
    public required IReadOnlyList<RootRow> Rows { get; init; }

    public RootKey Root() => new(Collection, new Key(Key));

    public override string ToString() => $"tombstone of request {Request}";
}
