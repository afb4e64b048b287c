namespace DataRights.Subjects;

/// <summary>A normalized identifier of a request. <see cref="object.ToString"/> never shows the value.</summary>
public sealed record Identifier(string Name, Mapping.IdentifierType Type, string Value)
{
    public override string ToString() => Name;
}
