namespace DataRights.Mapping.Expressions;

/// <summary>The comparison operators of the map's language.</summary>
public enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
