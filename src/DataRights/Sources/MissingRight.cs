namespace DataRights.Sources;

/// <summary>A right that the map asks for and the connection's role does not have.</summary>
/// <param name="Privilege">For instance <c>select</c>.</param>
/// <param name="On">The table, schema or database, as a grant would spell it.</param>
/// <param name="Table">The table as a map would spell it; null when it is on something else.</param>
/// <param name="Columns">The columns it lacks for; empty for the whole.</param>
/// <param name="ForRetention">True when only the retention rules need it.</param>
public sealed record MissingRight(string Privilege, string On, string? Table, IReadOnlyList<string> Columns, bool ForRetention);
