namespace DataRights.Sources;

/// <summary>A live column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NativeType">The type as the database spells it, fit for a cast.</param>
/// <param name="Kind">What values it holds.</param>
/// <param name="Nullable">Whether it may be null.</param>
public sealed record ColumnSchema(string Name, string NativeType, ValueKind Kind, bool Nullable);
