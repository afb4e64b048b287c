namespace DataRights.Samples.Import;

/// <summary>A field of a Table Schema. <paramref name="Values"/> are the only ones it takes; empty where there is no such list.</summary>
internal sealed record FieldDescription(string Name, string Type, string? Format, IReadOnlyList<string> Values)
{
    public bool IsBinary => Type == "string" && Format == "binary";

    /// <summary>Whether the field holds JSON of any kind, which is kept as JSON text.</summary>
    public bool IsJson => Type is "any" or "array" or "object";

    /// <summary>Whether the field holds a time of day, which may have a zone or none: only its values tell.</summary>
    public bool IsOfTheClock => Type is "datetime" or "time";
}
