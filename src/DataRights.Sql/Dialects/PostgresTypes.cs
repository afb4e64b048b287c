using DataRights.Sources;

namespace DataRights.Sql.Dialects;

/// <summary>PostgreSQL type names (as <c>format_type</c> spells them) to kinds.</summary>
internal static class PostgresTypes
{
    public static ValueKind Kind(string nativeType)
    {
        if (nativeType.EndsWith("[]", StringComparison.Ordinal))
        {
            return ValueKind.Array;
        }

        var bare = nativeType.Split('(')[0].Trim();
        return bare switch
        {
            "smallint" or "integer" or "bigint" => ValueKind.Integer,
            "numeric" => ValueKind.Number,
            "real" or "double precision" => ValueKind.Double,
            "boolean" => ValueKind.Boolean,
            "date" => ValueKind.Date,
            "timestamp" => nativeType.EndsWith("with time zone", StringComparison.Ordinal) ? ValueKind.Timestamp : ValueKind.LocalTimestamp,
            "timestamp without time zone" => ValueKind.LocalTimestamp,
            "timestamp with time zone" => ValueKind.Timestamp,
            "time without time zone" or "time with time zone" or "time" => ValueKind.Time,
            "interval" => ValueKind.Duration,
            "uuid" => ValueKind.Uuid,
            "bytea" => ValueKind.Bytes,
            "json" or "jsonb" => ValueKind.Json,
            "text" or "character varying" or "character" or "citext" or "name" => ValueKind.Text,
            _ => ValueKind.Other,
        };
    }
}
