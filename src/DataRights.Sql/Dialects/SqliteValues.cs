using System.Globalization;
using System.Text.Json;
using DataRights.Sources;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataRights.Sql.Dialects;

/// <summary>
/// Reads SQLite values by what is stored, not by what the column declares: any column may hold any type, and the
/// declaration only says how to read what fits it.
/// </summary>
internal static class SqliteValues
{
    public static ValueKind Kind(string declaredType)
    {
        var type = declaredType.Split('(')[0].Trim().ToUpperInvariant();
        return type switch
        {
            "BOOLEAN" or "BOOL" => ValueKind.Boolean,
            "DATE" => ValueKind.Date,
            "TIME" => ValueKind.Time,
            "DATETIME" or "TIMESTAMP" or "TIMESTAMPTZ" => ValueKind.Timestamp,
            "UUID" or "GUID" => ValueKind.Uuid,
            "JSON" or "JSONB" => ValueKind.Json,
            "NUMERIC" or "DECIMAL" => ValueKind.Number,
            _ when type.Contains("INT", StringComparison.Ordinal) => ValueKind.Integer,
            _ when type.Contains("CHAR", StringComparison.Ordinal) || type.Contains("TEXT", StringComparison.Ordinal) || type.Contains("CLOB", StringComparison.Ordinal) => ValueKind.Text,
            _ when type.Contains("REAL", StringComparison.Ordinal) || type.Contains("FLOA", StringComparison.Ordinal) || type.Contains("DOUB", StringComparison.Ordinal) => ValueKind.Double,
            "" or "BLOB" => ValueKind.Bytes,
            _ => ValueKind.Other,
        };
    }

    public static void Write(SqliteDataReader reader, int ordinal, ColumnSchema column, IValueWriter writer)
    {
        switch (raw.sqlite3_column_type(reader.Handle, ordinal))
        {
            case raw.SQLITE_NULL:
                writer.Null();
                break;
            case raw.SQLITE_INTEGER when column.Kind == ValueKind.Boolean && reader.GetInt64(ordinal) is 0 or 1:
                writer.Boolean(reader.GetInt64(ordinal) == 1);
                break;
            case raw.SQLITE_INTEGER when column.Kind == ValueKind.Number:
                writer.Number(reader.GetInt64(ordinal).ToString(CultureInfo.InvariantCulture));
                break;
            case raw.SQLITE_INTEGER:
                writer.Integer(reader.GetInt64(ordinal));
                break;
            case raw.SQLITE_FLOAT when column.Kind == ValueKind.Number && double.IsFinite(reader.GetDouble(ordinal)):
                writer.Number(reader.GetDouble(ordinal).ToString("R", CultureInfo.InvariantCulture));
                break;
            case raw.SQLITE_FLOAT:
                writer.Double(reader.GetDouble(ordinal));
                break;
            case raw.SQLITE_BLOB:
                writer.Bytes(reader.GetFieldValue<byte[]>(ordinal));
                break;
            default:
                WriteText(reader.GetString(ordinal), column.Kind, writer);
                break;
        }
    }

    private static void WriteText(string text, ValueKind kind, IValueWriter writer)
    {
        switch (kind)
        {
            case ValueKind.Json when IsJson(text):
                writer.Json(text);
                break;
            case ValueKind.Date or ValueKind.Time or ValueKind.Timestamp or ValueKind.Uuid:
                writer.Canonical(text);
                break;
            default:
                writer.Text(text);
                break;
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
