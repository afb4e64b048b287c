using System.Data.Common;
using DataRights.Mapping;

namespace DataRights.Sql.Tests.Generated;

/// <summary>Puts a world's rows into a database, and reads tables back.</summary>
internal static class WorldTables
{
    public static async Task CreateAsync(ITestDatabase database, RandomWorld world, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var collection in world.Map.Collections)
        {
            var columns = RandomWorld.Columns(collection).Select(c => $"\"{c}\" {(RandomWorld.IsNumber(c) ? "bigint" : "text")}");
            await ExecuteAsync(connection, transaction, $"drop table if exists {collection.From}", cancellationToken);
            await ExecuteAsync(connection, transaction, $"create table {collection.From} ({string.Join(", ", columns)}, primary key ({string.Join(", ", collection.Key)}))", cancellationToken);
            foreach (var row in world.Rows[collection.Name])
            {
                var values = row.Select(v => v.Value is null ? "null" : RandomWorld.IsNumber(v.Key) ? v.Value : $"'{v.Value}'");
                await ExecuteAsync(connection, transaction, $"insert into {collection.From} ({string.Join(", ", row.Keys.Select(k => $"\"{k}\""))}) values ({string.Join(", ", values)})", cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Every row of the table as one text, in order.</summary>
    public static async Task<List<string>> DumpAsync(ITestDatabase database, Collection collection, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {string.Join(", ", RandomWorld.Columns(collection).Select(c => $"cast(\"{c}\" as text)"))} from {collection.From}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "∅" : reader.GetString(i))));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    public static string Dump(Collection collection, Dictionary<string, string?> row) =>
        string.Join('|', RandomWorld.Columns(collection).Select(c => row[c] ?? "∅"));

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
