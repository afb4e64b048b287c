namespace DataRights.Mapping;

/// <summary>A place in a JSON document, from object to object: <c>$.user.id</c>. Names are letters, digits, '_' and '-', and begin with a letter or '_'.</summary>
/// <param name="Names">The names on the way, at least one.</param>
public sealed record JsonPath(IReadOnlyList<string> Names)
{
    /// <summary>The path as a map spells it.</summary>
    public override string ToString() => $"$.{string.Join('.', Names)}";

    public bool Equals(JsonPath? other) => other is not null && Names.SequenceEqual(other.Names, StringComparer.Ordinal);

    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);
}
