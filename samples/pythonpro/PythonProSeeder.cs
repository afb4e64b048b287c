using System.Data.Common;
using DataRights.Samples.PythonPro.Seeding;
using DataRights.Samples.PythonPro.Seeding.Files;
using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro;

/// <summary>
/// Fills an empty database and a directory with the sample. All rows and the mark that says so are one transaction,
/// and the files are written before it ends: a seeding that was killed left no rows, and is done again from empty.
/// A seeded database is left alone, whatever has happened to its people since.
/// </summary>
public static class PythonProSeeder
{
    /// <summary>Seeds, unless that was done before.</summary>
    /// <param name="connection">Open, without a transaction.</param>
    /// <param name="flavor">The database behind the connection.</param>
    /// <param name="filesDirectory">Holds <c>avatars/</c> and <c>uploads/</c>; created when missing.</param>
    /// <param name="options">What to seed.</param>
    /// <param name="cancellationToken">Stops between batches; nothing is then seeded.</param>
    /// <returns>False when the database held the sample already.</returns>
    /// <exception cref="InvalidOperationException">
    /// The database holds the sample with other options or of another version, or tables of these names that are not
    /// the sample's; or the directory holds such folders that are not the sample's. Nothing was changed.
    /// </exception>
    public static async Task<bool> SeedAsync(
        DbConnection connection,
        SqlFlavor flavor,
        string filesDirectory,
        SeedOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.People, 20);
        var dialect = SampleDialect.For(flavor);
        await dialect.BeforeTransactionAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await dialect.LockAsync(connection, transaction, cancellationToken);
        if (await SeedMark.ReadAsync(connection, transaction, dialect, cancellationToken) is { } mark)
        {
            mark.RequireSame(options);
            return false;
        }

        var database = new SampleDatabase(connection, transaction, dialect);
        await database.CreateTablesAsync(PythonProSample.ReadSchema(flavor), cancellationToken);
        var world = World.Create(options);
        foreach (var table in SampleTables.InOrder)
        {
            await database.FillAsync(table, world, cancellationToken);
        }

        await new SampleFiles(filesDirectory).WriteAsync(world, cancellationToken);
        await database.FillAsync(new SeedMarkTable(), world, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Whether the database holds the sample, of any options.</summary>
    public static async Task<bool> IsSeededAsync(DbConnection connection, SqlFlavor flavor, CancellationToken cancellationToken) =>
        await SeedMark.ReadAsync(connection, null, SampleDialect.For(flavor), cancellationToken) is not null;
}
