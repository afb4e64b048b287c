using System.Data.Common;
using System.Globalization;
using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>What the database says it was seeded with.</summary>
internal sealed record SeedMark(int Version, int People, int Seed)
{
    /// <summary>Counts up when the seeded rows or the schema change.</summary>
    public const int CurrentVersion = 2;

    public static async Task<SeedMark?> ReadAsync(
        DbConnection connection, DbTransaction? transaction, SampleDialect dialect, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = dialect.TableExistsSql("sample_seed_state");
        if (Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) == 0)
        {
            return null;
        }

        command.CommandText = "SELECT version, people, seed FROM sample_seed_state";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2)) : null;
    }

    public void RequireSame(SeedOptions options)
    {
        var wanted = new SeedMark(CurrentVersion, options.People, options.Seed);
        if (this != wanted)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The database holds the sample version {Version} with {People} people (seed {Seed}), and version {wanted.Version} with {wanted.People} people (seed {wanted.Seed}) was asked for. Ask for the same, or remove the database."));
        }
    }
}
