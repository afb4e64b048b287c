using System.Text;
using Npgsql;

namespace DataRights.Samples.Import;

/// <summary>
/// Loads an archive, in however many files it came, into an empty PostgreSQL database, in one transaction: types, keys and the lists of
/// allowed values are the data package's, and the database checks them. When it fails nothing is left behind.
/// </summary>
public static class PostgresImport
{
    /// <exception cref="InvalidDataException">The archive does not keep to its data package, or the database is not empty.</exception>
    public static async Task<IReadOnlyList<ImportedTable>> RunAsync(IReadOnlyList<string> archivePaths, string connectionString, CancellationToken cancellationToken)
    {
        await using var archives = await ArchiveFiles.OpenAsync(archivePaths, cancellationToken);
        var tables = await DataPackageReader.ReadAsync(archives.All, cancellationToken);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ScalarAsync(connection, "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()", cancellationToken) is not 0L)
        {
            throw new InvalidDataException("The database has tables already; give an empty one.");
        }

        // Read the same everywhere, whatever the server prefers.
        await ExecuteAsync(connection, "SET LOCAL IntervalStyle = iso_8601; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'", cancellationToken);
        foreach (var table in tables)
        {
            await ExecuteAsync(connection, PostgresSchema.Create(table), cancellationToken);
        }

        List<ImportedTable> imported = [];
        foreach (var table in tables)
        {
            imported.Add(new(table.Name, await FillAsync(connection, table, cancellationToken)));
            foreach (var field in table.Fields.Where(f => f.IsOfTheClock))
            {
                var zone = await ScalarAsync(connection, PostgresSchema.AskForZone(table, field), cancellationToken) is not false;
                await ExecuteAsync(connection, PostgresSchema.OfTheClock(table, field, zone), cancellationToken);
            }
        }

        foreach (var key in PostgresSchema.Keys(tables))
        {
            await ExecuteAsync(connection, key, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return imported;
    }

    private static async Task<long> FillAsync(NpgsqlConnection connection, TableDescription table, CancellationToken cancellationToken)
    {
        long all = 0;
        foreach (var part in table.Parts)
        {
            await using var copy = await connection.BeginTextImportAsync(PostgresSchema.Copy(table), cancellationToken);
            var line = new StringBuilder();
            all += await PartReader.EachAsync(table, part, async row =>
            {
                line.Clear();
                for (var i = 0; i < row.Length; i++)
                {
                    line.Append(i == 0 ? "" : "\t");
                    Append(line, row[i], table.Fields[i]);
                }

                await copy.WriteAsync(line.Append('\n'), cancellationToken);
            }, cancellationToken);
        }

        return all;
    }

    /// <summary>One value in the text format of COPY, as PostgreSQL spells it.</summary>
    private static void Append(StringBuilder line, string? text, FieldDescription field)
    {
        if (text is null)
        {
            line.Append("\\N");
            return;
        }

        var spelled = field switch
        {
            { IsBinary: true } => "\\x" + Convert.ToHexStringLower(Convert.FromBase64String(text)),
            { Type: "number" } when text.EndsWith("INF", StringComparison.Ordinal) => text.Replace("INF", "Infinity", StringComparison.Ordinal),
            _ => text,
        };
        foreach (var character in spelled)
        {
            _ = character switch
            {
                '\\' => line.Append("\\\\"),
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ => line.Append(character),
            };
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
