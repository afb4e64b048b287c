namespace DataRights.Mapping;

/// <summary>A measured column whose values are taken for <paramref name="Lowest"/> below it and for <paramref name="Highest"/> above it.</summary>
public sealed record ColumnClamp(string Column, decimal Lowest, decimal Highest);
