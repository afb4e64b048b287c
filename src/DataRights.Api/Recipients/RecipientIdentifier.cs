namespace DataRights.Api.Recipients;

/// <summary>One thing that a recipient knows the person by: the identifier's name in the map, and its value.</summary>
public sealed record RecipientIdentifier(string Name, string Value)
{
    public override string ToString() => Name;
}
