using DataRights.Mapping.Expressions;

namespace DataRights.Sql.Compile;

/// <summary>
/// A value by which an owning reference refers to a row, with the name it is noted under in a captured row. Where the
/// reference holds only under a condition on the row, a row that does not meet it is referred to by nobody.
/// </summary>
internal sealed record ReferredValue(string Name, string Column, Predicate? Where);
