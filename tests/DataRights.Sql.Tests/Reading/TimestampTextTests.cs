using DataRights.Sql.Dialects;
using DataRights.Testing.Servers;
using Npgsql;
using Xunit;

namespace DataRights.Sql.Tests.Reading;

/// <summary>Timestamps are read in binary; their text must be the server's, rewritten in ISO 8601.</summary>
public sealed class TimestampTextTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // The first and the last moment, both infinities, the seams of eras, leap days and centuries, and each side of the epoch.
    private const string Edges =
        """
        '-infinity', 'infinity', '4713-11-24 00:00:00 BC', '294276-12-31 23:59:59.999999', '0001-12-31 23:59:59.999999 BC',
        '0001-01-01', '9999-12-31 23:59:59.999999', '10000-01-01', '1999-12-31 23:59:59.999999', '2000-01-01', '2000-01-01 00:00:00.000001',
        '2000-02-28', '2000-02-29', '1900-02-28 23:59:59.1', '1900-03-01', '2100-02-28', '2100-03-01', '0005-02-28 BC', '0005-02-29 BC', '0400-02-29', '2024-02-29 12:00:00.100000'
        """;

    [Theory]
    [InlineData("timestamptz", true)]
    [InlineData("timestamp", false)]
    public async Task A_timestamp_is_spelt_as_the_server_spells_it(string type, bool zoned)
    {
        // Moments all over the range with a fixed seed, and the edges.
        var sql =
            $"""
            with m as (
              select v::{type} as v from unnest(array[{Edges}]) v
              union all
              select '2000-01-01'::{type} + (random() * 10000 - 5000) * interval '1 year' / 365 * (n % 365) + n % 1000000 * interval '1 microsecond' from generate_series(1, 20000) n)
            select v, v::text from m
            """;
        await using var connection = new NpgsqlConnection($"{postgres.ConnectionString};Options=-c timezone=UTC -c datestyle=ISO");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"select setseed(0.5); {sql}", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.NextResultAsync(TestContext.Current.CancellationToken);
        var rows = 0;
        var text = new char[PostgresTimestampValues.Longest];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var length = PostgresTimestampValues.Format(reader.GetFieldValue<long>(0), zoned, text);
            Assert.Equal(Iso(reader.GetString(1), zoned), new string(text, 0, length));
            rows++;
        }

        Assert.Equal(20_021, rows);
    }

    private static string Iso(string text, bool zoned) =>
        text.EndsWith("infinity", StringComparison.Ordinal) || text.EndsWith("BC", StringComparison.Ordinal)
            ? text
            : $"{(zoned ? text[..^3] : text).Replace(' ', 'T')}{(zoned ? "Z" : "")}";
}
