namespace DataRights.Mapping.Loading;

/// <summary>A field of an object; <paramref name="Offset"/> is where its name begins.</summary>
internal sealed record MapField(string Name, int Offset, MapNode Value);
