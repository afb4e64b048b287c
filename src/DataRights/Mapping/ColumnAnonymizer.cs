namespace DataRights.Mapping;

/// <summary>Replaces one column. <paramref name="Argument"/> is the constant's or the prefix's text.</summary>
public sealed record ColumnAnonymizer(string Column, AnonymizerKind Kind, string? Argument);
