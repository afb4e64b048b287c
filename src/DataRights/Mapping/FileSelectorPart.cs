namespace DataRights.Mapping;

/// <summary>Literal text, or the name of a column whose value stands here.</summary>
public sealed record FileSelectorPart(string Text, bool IsColumn);
