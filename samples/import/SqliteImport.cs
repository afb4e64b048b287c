using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DataRights.Samples.Import;

/// <summary>
/// Loads an archive, in however many files it came, into a new SQLite file, in one transaction: types, primary keys and foreign keys are the data package's, and
/// the database checks them. When it fails the file is removed again.
/// </summary>
public static class SqliteImport
{
    /// <exception cref="InvalidDataException">The archive does not keep to its data package.</exception>
    public static async Task<IReadOnlyList<ImportedTable>> RunAsync(IReadOnlyList<string> archivePaths, string databasePath, CancellationToken cancellationToken)
    {
        var done = false;
        try
        {
            await using var archives = await ArchiveFiles.OpenAsync(archivePaths, cancellationToken);
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = databasePath, Pooling = false, ForeignKeys = true }.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellationToken);
            var tables = await DataPackageReader.ReadAsync(archives.All, cancellationToken);
            List<ImportedTable> imported = [];
            foreach (var table in tables)
            {
                await using var create = new SqliteCommand(SqliteSchema.Create(table, tables), connection, transaction);
                await create.ExecuteNonQueryAsync(cancellationToken);
            }

            foreach (var table in tables)
            {
                imported.Add(await FillAsync(table, connection, transaction, cancellationToken));
            }

            await transaction.CommitAsync(cancellationToken);
            done = true;
            return imported;
        }
        finally
        {
            if (!done)
            {
                File.Delete(databasePath);
            }
        }
    }

    private static async Task<ImportedTable> FillAsync(
        TableDescription table, SqliteConnection connection, SqliteTransaction transaction, CancellationToken cancellationToken)
    {
        await using var insert = new SqliteCommand(SqliteSchema.Insert(table), connection, transaction);
        var parameters = table.Fields.Select((_, i) => insert.Parameters.Add(FormattableString.Invariant($"$p{i}"), SqliteType.Text)).ToList();
        long all = 0;
        foreach (var part in table.Parts)
        {
            all += await PartReader.EachAsync(table, part, async row =>
            {
                for (var i = 0; i < row.Length; i++)
                {
                    Set(parameters[i], row[i], table.Fields[i]);
                }

                await insert.ExecuteNonQueryAsync(cancellationToken);
            }, cancellationToken);
        }

        return new(table.Name, all);
    }

    private static void Set(SqliteParameter parameter, string? text, FieldDescription field)
    {
        (parameter.SqliteType, parameter.Value) = (text, field) switch
        {
            (null, _) => (SqliteType.Text, DBNull.Value),
            (_, { Type: "integer" }) => (SqliteType.Integer, long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
            (_, { Type: "boolean" }) => (SqliteType.Integer, text switch { "true" => 1L, "false" => 0L, _ => throw new FormatException() }),
            (_, { IsBinary: true }) => (SqliteType.Blob, Convert.FromBase64String(text)),
            _ => (SqliteType.Text, (object)text),
        };
    }
}
