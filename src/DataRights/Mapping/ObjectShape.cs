namespace DataRights.Mapping;

/// <summary>Which fields a kind of object in a data map must and may have. <paramref name="Name"/> is the JSON Schema's definition of it.</summary>
public sealed record ObjectShape(string Name, IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    public IEnumerable<string> Fields => Required.Concat(Optional);
}
