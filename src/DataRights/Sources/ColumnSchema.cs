namespace DataRights.Sources;

/// <summary>A live column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NativeType">The type as the database spells it, fit for a cast.</param>
/// <param name="Kind">What values it holds.</param>
/// <param name="Nullable">Whether it may be null; a domain's word counts too.</param>
public sealed record ColumnSchema(string Name, string NativeType, ValueKind Kind, bool Nullable)
{
    /// <summary>The database makes the value itself, so nothing can be written to it: a generated column, or an identity that is always generated.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>The most characters it takes; null where the database sets no limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The only values it takes, of an enumeration type; empty for every other type.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
