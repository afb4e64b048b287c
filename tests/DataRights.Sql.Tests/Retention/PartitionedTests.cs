using DataRights.Mapping;
using Npgsql;

namespace DataRights.Sql.Tests.Retention;

/// <summary>Raw rows in partitions of PostgreSQL.</summary>
public abstract class PartitionedTests() : RetentionTests(SourceKind.Postgres)
{
    internal static readonly RetentionRule Dropping = Rule with { Zone = "UTC", Partitions = PartitionTreatment.Drop };

    /// <summary>A partition for each day, and in it a row of each of four people.</summary>
    protected async Task DaysAsync(int days, string further = "", string type = "timestamptz", string midnight = " 00:00+00", string partitioned = "")
    {
        await Database.ExecuteAsync($"drop table page_views; create table page_views (user_id bigint, device_id text, viewed_at {type}, route text, seconds bigint{further}) partition by range (viewed_at)");
        for (var i = 0; i < days; i++)
        {
            var day = Day.AddDays(i);
            await Database.ExecuteAsync($"create table p{i} partition of page_views for values from ('{day:yyyy-MM-dd}{midnight}') to ('{day.AddDays(1):yyyy-MM-dd}{midnight}'){partitioned.Replace("{0}", $"p{i}", StringComparison.Ordinal)}; insert into page_views select u, null, '{day:yyyy-MM-dd} 10:00+00', '/home', 1 from generate_series(1, 4) u");
        }
    }

    protected Task<IReadOnlyList<string>> PartitionsAsync() => Database.RowsAsync("select inhrelid::regclass::text from pg_inherits where inhparent = 'page_views'::regclass");

    /// <summary>A transaction of somebody else that has run the statement and stays open.</summary>
    protected async Task<NpgsqlTransaction> OpenAsync(string sql)
    {
        var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync(Token);
        var transaction = await connection.BeginTransactionAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(Token);
        return transaction;
    }
}
