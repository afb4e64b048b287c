namespace DataRights.Sources;

/// <summary>
/// A declared foreign key. <paramref name="OnDelete"/> is the SQL action: NO ACTION, RESTRICT, CASCADE, SET NULL, SET DEFAULT.
/// One that a partition has of its own, or that leads into a partition, is given as the whole table's.
/// </summary>
public sealed record ForeignKeySchema(string Name, IReadOnlyList<string> Columns, string ToTable, IReadOnlyList<string> ToColumns, string OnDelete)
{
    /// <summary>What happens when the columns referred to change; the same words as <see cref="OnDelete"/>.</summary>
    public string OnUpdate { get; init; } = "NO ACTION";

    /// <summary>Whether its check can wait for the end of a transaction.</summary>
    public bool IsDeferrable { get; init; }
}
