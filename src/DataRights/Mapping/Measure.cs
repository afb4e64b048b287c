namespace DataRights.Mapping;

/// <summary>A number published for each cell. <paramref name="Column"/> is null for <see cref="MeasureKind.Count"/> and <see cref="MeasureKind.People"/>.</summary>
public sealed record Measure(string Name, MeasureKind Kind, string? Column);
