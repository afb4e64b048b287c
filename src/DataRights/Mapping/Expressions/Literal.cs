namespace DataRights.Mapping.Expressions;

/// <summary>A literal of the map's language; <paramref name="Text"/> is a number's digits or a string's characters, unquoted.</summary>
public readonly record struct Literal(LiteralKind Kind, string Text);
