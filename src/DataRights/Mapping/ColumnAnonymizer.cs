namespace DataRights.Mapping;

/// <summary>Replaces one column, or one field of the JSON in it. <paramref name="Argument"/> is the constant's or the prefix's text.</summary>
public sealed record ColumnAnonymizer(string Column, AnonymizerKind Kind, string? Argument)
{
    /// <summary>The field; null when the whole column is replaced. What stands beside the field stays.</summary>
    public JsonPath? Path { get; init; }
}
