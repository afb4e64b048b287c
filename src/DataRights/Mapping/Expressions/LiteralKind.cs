namespace DataRights.Mapping.Expressions;

/// <summary>The kinds of literal.</summary>
public enum LiteralKind
{
    Text,
    Number,
    Boolean,
}
