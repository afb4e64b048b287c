using DataRights.Mapping.Expressions;

namespace DataRights.Sources;

/// <summary>Rows that a hold covers: those of a collection for which the condition holds, or all of them.</summary>
public sealed record HeldRows(string Collection, Predicate? When);
