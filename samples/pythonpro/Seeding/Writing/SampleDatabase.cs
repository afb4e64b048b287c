using System.Data.Common;
using System.Globalization;

namespace DataRights.Samples.PythonPro.Seeding.Writing;

/// <summary>Creates and fills tables in a transaction that somebody else ends.</summary>
internal sealed class SampleDatabase(DbConnection connection, DbTransaction transaction, SampleDialect dialect)
{
    /// <summary>Refuses tables that stand already: they are somebody's, since a seeding leaves all of its own or none.</summary>
    public async Task CreateTablesAsync(string schema, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        foreach (var table in SampleTables.InOrder)
        {
            command.CommandText = dialect.TableExistsSql(table.Name);
            if (Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) != 0)
            {
                throw new InvalidOperationException(
                    $"The database has a table '{table.Name}' that the sample did not create. Seed into an empty database.");
            }
        }

        command.CommandText = schema;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task FillAsync(SampleTable table, World world, CancellationToken cancellationToken)
    {
        await using var batch = new RowBatch(connection, transaction, dialect, table);
        foreach (var row in table.Rows(world))
        {
            await batch.AddAsync(row, cancellationToken);
        }

        await batch.FlushAsync(cancellationToken);
    }
}
