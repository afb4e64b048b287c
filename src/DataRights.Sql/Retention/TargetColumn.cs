using DataRights.Sources;

namespace DataRights.Sql.Retention;

/// <summary>A column of the table of aggregates.</summary>
internal sealed record TargetColumn(string Name, string Type, ValueKind Kind, bool MayBeNull);
