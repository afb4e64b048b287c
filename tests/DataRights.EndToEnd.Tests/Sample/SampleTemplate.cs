using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Samples.PythonPro;
using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

[assembly: Xunit.AssemblyFixture(typeof(SampleTemplate))]

namespace DataRights.EndToEnd.Tests.Sample;

/// <summary>The sample, seeded once for each database; tests get copies, which are cheap.</summary>
public sealed class SampleTemplate : Xunit.IAsyncLifetime
{
    public static readonly DateTimeOffset Today = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private const int FewPeople = 40;

    private readonly TempDirectory directory = new();
    private readonly SeedOptions options;
    private readonly SemaphoreSlim gate = new(1, 1);
    private PostgresDatabase? seeded;
    private PostgresDatabase? desk;

    public SampleTemplate()
        : this(FewPeople)
    {
    }

    internal SampleTemplate(int people) => options = new SeedOptions(Today, People: people);

    private string SqlitePath => directory.Combine("sample.db");

    private string FilesPath => directory.Combine("files");

    public async ValueTask InitializeAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={SqlitePath};Pooling=False");
        await connection.OpenAsync(Xunit.TestContext.Current.CancellationToken);
        await PythonProSeeder.SeedAsync(connection, SqlFlavor.Sqlite, FilesPath, options, Xunit.TestContext.Current.CancellationToken);
    }

    /// <summary>A copy on that database. Skips the test where there is no PostgreSQL.</summary>
    public Task<SampleCopy> CopyAsync(SourceKind kind, CancellationToken cancellationToken) =>
        kind == SourceKind.Sqlite ? Task.FromResult(CopySqlite()) : CopyPostgresAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (seeded is not null)
        {
            await seeded.DisposeAsync();
        }

        if (desk is not null)
        {
            await desk.DisposeAsync();
        }

        gate.Dispose();
        directory.Dispose();
    }

    private SampleCopy CopySqlite()
    {
        var own = CopyFiles();
        File.Copy(SqlitePath, own.Combine("main.db"));
        var connectionString = new SqliteConnectionStringBuilder { DataSource = own.Combine("main.db"), ForeignKeys = true, DefaultTimeout = 30, Pooling = false }.ToString();
        return new SampleCopy(SourceKind.Sqlite, connectionString, async token =>
        {
            var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(token);
            return connection;
        }, own.Combine("files"), () =>
        {
            own.Dispose();
            return ValueTask.CompletedTask;
        });
    }

    private async Task<SampleCopy> CopyPostgresAsync(CancellationToken cancellationToken)
    {
        var server = await PostgresServer.GetAsync();
        Xunit.Assert.SkipWhen(server.SkipReason is not null, server.SkipReason ?? "");
        await gate.WaitAsync(cancellationToken);
        try
        {
            await SeedPostgresAsync(server, cancellationToken);
            var name = $"t_{Guid.NewGuid():n}";
            await desk!.ExecuteAsync($"create database {name} template {new NpgsqlConnectionStringBuilder(seeded!.ConnectionString).Database}", cancellationToken);
            var connectionString = new NpgsqlConnectionStringBuilder(seeded.ConnectionString) { Database = name, Pooling = false }.ToString();
            var own = CopyFiles();
            return new SampleCopy(SourceKind.Postgres, connectionString, async token =>
            {
                var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(token);
                return connection;
            }, own.Combine("files"), async () =>
            {
                own.Dispose();
                await desk.ExecuteAsync($"drop database {name} with (force)", CancellationToken.None);
            });
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task SeedPostgresAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        if (seeded is not null)
        {
            return;
        }

        desk = await server.CreateDatabaseAsync(cancellationToken);
        var fresh = await server.CreateDatabaseAsync(cancellationToken);

        // A database with connections can't serve as a template.
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(fresh.ConnectionString) { Pooling = false }.ToString()))
        {
            await connection.OpenAsync(cancellationToken);
            await PythonProSeeder.SeedAsync(connection, SqlFlavor.Postgres, directory.Combine("files-of-postgres"), options, cancellationToken);
        }

        seeded = fresh;
    }

    private TempDirectory CopyFiles()
    {
        var own = new TempDirectory();
        foreach (var file in Directory.EnumerateFiles(FilesPath, "*", SearchOption.AllDirectories))
        {
            var target = own.Combine("files", Path.GetRelativePath(FilesPath, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return own;
    }
}
