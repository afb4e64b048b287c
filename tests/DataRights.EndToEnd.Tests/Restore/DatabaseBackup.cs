using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>A copy of a sample's database, as a backup tool would take it: the whole database, the system's own tables too.</summary>
public sealed class DatabaseBackup : IAsyncDisposable
{
    private readonly SampleCopy sample;
    private readonly string name = $"b_{Guid.NewGuid():n}";
    private readonly TempDirectory directory = new();

    private DatabaseBackup(SampleCopy sample) => this.sample = sample;

    private string Database => new NpgsqlConnectionStringBuilder(sample.ConnectionString).Database!;

    private string File => new SqliteConnectionStringBuilder(sample.ConnectionString).DataSource;

    private string Copied => directory.Combine("backup.db");

    private bool IsFile => sample.Kind == SourceKind.Sqlite;

    public static async Task<DatabaseBackup> TakeAsync(SampleCopy sample, CancellationToken cancellationToken)
    {
        var backup = new DatabaseBackup(sample);
        if (backup.IsFile)
        {
            SqliteBackup.Copy(backup.File, backup.Copied);
        }
        else
        {
            await backup.ExecuteAsync($"create database {backup.name} template {backup.Database}", cancellationToken);
        }

        return backup;
    }

    /// <summary>Puts the copy in the database's place.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        if (IsFile)
        {
            SqliteBackup.Copy(Copied, File);
            return;
        }

        await ExecuteAsync($"drop database {Database} with (force)", cancellationToken);
        await ExecuteAsync($"create database {Database} template {name}", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        directory.Dispose();
        if (!IsFile)
        {
            await ExecuteAsync($"drop database if exists {name} with (force)", CancellationToken.None);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(sample.ConnectionString) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
