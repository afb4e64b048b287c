using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using Npgsql;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>A database of its own on the server that DATA_RIGHTS_TEST_POSTGRES (an admin connection string) names.</summary>
internal sealed class PostgresRetentionDatabase : RetentionDatabase
{
    private readonly string admin = Environment.GetEnvironmentVariable("DATA_RIGHTS_TEST_POSTGRES") ?? "";
    private readonly string name = "retention_" + Guid.NewGuid().ToString("N");

    public override SourceKind Kind => SourceKind.Postgres;

    public override string ConnectionString => new NpgsqlConnectionStringBuilder(admin) { Database = name, Pooling = false }.ToString();

    public override IReadOnlyList<string> Garbage { get; } = ["null", "'infinity'", "'-infinity'", "'0001-01-01 00:00:00+00'", "'0044-03-15 12:00:00+00 BC'"];

    protected override string TimeType => "timestamptz";

    public async Task CreateDatabaseAsync()
    {
        Assert.SkipWhen(admin.Length == 0, "DATA_RIGHTS_TEST_POSTGRES names no server; ./test starts one.");
        await OnServerAsync($"create database {name}");
    }

    public override async ValueTask DisposeAsync()
    {
        if (admin.Length > 0)
        {
            await OnServerAsync($"drop database if exists {name} with (force)");
        }
    }

    protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString);

    protected override string Moment(DateTimeOffset moment, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"'{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}+00'");

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
