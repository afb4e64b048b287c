namespace DataRights.Mapping;

/// <summary>One identifier a request may name a subject by; its type says how it is normalized and compared.</summary>
public sealed record IdentifierRule(string Name, IdentifierType Type, bool Searchable);
