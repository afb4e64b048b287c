using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DataRights.Sources;
using Microsoft.Data.Sqlite;

namespace DataRights.Sql.Dialects;

/// <summary>Pages as a JSON array of rows: whole numbers and texts as they are, other numbers as an object <c>r</c>, bytes as an object <c>b</c>.</summary>
internal static class SqlitePages
{
    private const int PageBytes = 1 << 20;

    public static async IAsyncEnumerable<(long Rows, ReadOnlyMemory<byte> Content)> ReadAsync(
        SqliteConnection connection, SqliteTransaction? transaction, string from, IReadOnlyList<ColumnSchema> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"select {string.Join(", ", columns.Select(c => SqlDialect.Quote(c.Name)))} from {from}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var buffer = new ArrayBufferWriter<byte>();
        var json = new Utf8JsonWriter(buffer);
        var rows = 0L;
        json.WriteStartArray();
        while (await reader.ReadAsync(cancellationToken))
        {
            WriteRow(json, reader);
            rows++;
            if (json.BytesPending + json.BytesCommitted >= PageBytes)
            {
                json.WriteEndArray();
                json.Flush();
                yield return (rows, buffer.WrittenSpan.ToArray());
                buffer.Clear();
                json.Reset();
                json.WriteStartArray();
                rows = 0;
            }
        }

        json.WriteEndArray();
        json.Flush();
        if (rows > 0)
        {
            yield return (rows, buffer.WrittenSpan.ToArray());
        }
    }

    public static async Task LoadAsync(
        SqliteConnection connection, SqliteTransaction? transaction, string table, IReadOnlyList<ColumnSchema> columns, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var names = columns.Select((_, i) => FormattableString.Invariant($"@p{i}")).ToList();
        command.CommandText = $"insert into {table} ({string.Join(", ", columns.Select(c => SqlDialect.Quote(c.Name)))}) values ({string.Join(", ", names)})";
        var parameters = names.Select(n => command.Parameters.AddWithValue(n, null)).ToList();
        using var page = JsonDocument.Parse(content);
        foreach (var row in page.RootElement.EnumerateArray())
        {
            foreach (var (value, i) in row.EnumerateArray().Select((v, i) => (v, i)))
            {
                parameters[i].Value = Value(value);
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void WriteRow(Utf8JsonWriter json, SqliteDataReader reader)
    {
        json.WriteStartArray();
        for (var i = 0; i < reader.FieldCount; i++)
        {
            switch (reader.GetValue(i))
            {
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case double number:
                    json.WriteStartObject();
                    json.WriteString("r", number.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
                    json.WriteEndObject();
                    break;
                case byte[] bytes:
                    json.WriteStartObject();
                    json.WriteBase64String("b", bytes);
                    json.WriteEndObject();
                    break;
                case string text:
                    json.WriteStringValue(text);
                    break;
                default:
                    json.WriteNullValue();
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static object Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object when value.TryGetProperty("r", out var real) => double.Parse(real.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.Object => value.GetProperty("b").GetBytesFromBase64(),
        _ => DBNull.Value,
    };
}
