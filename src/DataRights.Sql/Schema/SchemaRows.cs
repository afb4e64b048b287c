using System.Data.Common;

namespace DataRights.Sql.Schema;

/// <summary>Reads catalogue queries whole; catalogues are small.</summary>
internal static class SchemaRows
{
    public static async Task<IReadOnlyList<SchemaRow>> ReadAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken) =>
        (await ReadAllAsync(connection, transaction, [sql], cancellationToken))[0];

    /// <summary>Several queries in one round trip, in their order.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<SchemaRow>>> ReadAllAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<string> queries, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Join(";\n", queries);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var results = new List<IReadOnlyList<SchemaRow>>();
        do
        {
            results.Add(await RowsAsync(reader, cancellationToken));
        }
        while (await reader.NextResultAsync(cancellationToken));
        return results;
    }

    public static async Task<IReadOnlyList<SchemaRow>> RowsAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
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
