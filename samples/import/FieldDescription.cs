namespace DataRights.Samples.Import;

/// <summary>A field of a Table Schema.</summary>
internal sealed record FieldDescription(string Name, string Type, string? Format)
{
    public bool IsBinary => Type == "string" && Format == "binary";

    /// <summary>Whether the field holds JSON of any kind, which is kept as JSON text.</summary>
    public bool IsJson => Type is "any" or "array" or "object";
}
