namespace DataRights.Sql.Dialects;

/// <summary>A driver failure by code alone.</summary>
internal sealed record SqlFault(string Code, bool Transient);
