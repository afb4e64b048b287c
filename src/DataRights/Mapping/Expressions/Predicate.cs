namespace DataRights.Mapping.Expressions;

/// <summary>
/// A condition over one row's columns, in the map's small language: comparisons with literals, <c>in (…)</c>,
/// <c>is [not] null</c>, <c>and</c>, <c>or</c>, <c>not</c>, parentheses. It means what it means in SQL, nulls included.
/// </summary>
public abstract record Predicate;

/// <summary>Both hold.</summary>
public sealed record AndPredicate(Predicate Left, Predicate Right) : Predicate;

/// <summary>Either holds.</summary>
public sealed record OrPredicate(Predicate Left, Predicate Right) : Predicate;

/// <summary>The inner condition is false.</summary>
public sealed record NotPredicate(Predicate Inner) : Predicate;

/// <summary>A column compared with a literal.</summary>
public sealed record ComparePredicate(string Column, Comparison Operator, Literal Value) : Predicate;

/// <summary>A column is one of the literals.</summary>
public sealed record InPredicate(string Column, IReadOnlyList<Literal> Values) : Predicate;

/// <summary>A column is null, or (negated) is not.</summary>
public sealed record NullPredicate(string Column, bool Negated) : Predicate;
