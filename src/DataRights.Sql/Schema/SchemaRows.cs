using System.Data.Common;

namespace DataRights.Sql.Schema;

/// <summary>Reads catalogue queries whole; catalogues are small.</summary>
internal static class SchemaRows
{
    public static async Task<IReadOnlyList<SchemaRow>> ReadAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<SchemaRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var values = new object?[reader.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(new SchemaRow(values));
        }

        return rows;
    }
}
