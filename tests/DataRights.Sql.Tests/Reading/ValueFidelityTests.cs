using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Reading;

/// <summary>Every type arrives as what it is, to the last digit.</summary>
public sealed class ValueFidelityTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("bigint", "9223372036854775807", "int:9223372036854775807")]
    [InlineData("smallint", "-5", "int:-5")]
    [InlineData("numeric", "12345678901234567890123456789012345678901234567890.000000000000000000000000000001", "num:12345678901234567890123456789012345678901234567890.000000000000000000000000000001")]
    [InlineData("numeric(8,2)", "10.50", "num:10.50")]
    [InlineData("numeric", "'NaN'", "dbl:NaN")]
    [InlineData("double precision", "0.1", "dbl:0.1")]
    [InlineData("double precision", "'-Infinity'", "dbl:-Infinity")]
    [InlineData("real", "0.1", "dbl:0.1")]
    [InlineData("boolean", "true", "bool:true")]
    [InlineData("text", "''", "txt:")]
    [InlineData("text", "null", "null")]
    [InlineData("varchar(20)", "'a😀b'", "txt:a😀b")]
    [InlineData("timestamptz", "'2026-03-29 03:30:00.123456+02'", "can:2026-03-29T01:30:00.123456Z")]
    [InlineData("timestamp", "'2026-03-29 02:30:00'", "can:2026-03-29T02:30:00")]
    [InlineData("timestamptz", "'infinity'", "can:infinity")]
    [InlineData("date", "'0044-03-15 BC'", "can:0044-03-15 BC")]
    [InlineData("date", "'2026-02-28'", "can:2026-02-28")]
    [InlineData("time", "'23:59:59.5'", "can:23:59:59.5")]
    [InlineData("interval", "'1 year 2 months 3 days 04:05:06'", "can:P1Y2M3DT4H5M6S")]
    [InlineData("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", "can:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")]
    [InlineData("bytea", "'\\x00ff'", "hex:00ff")]
    [InlineData("json", "'{\"b\":1, \"a\": 12345678901234567890}'", "json:{\"b\":1, \"a\": 12345678901234567890}")]
    [InlineData("jsonb", "'{\"a\": null}'", "json:{\"a\": null}")]
    [InlineData("bigint[]", "'{1,NULL,9223372036854775807}'", "[ int:1 null int:9223372036854775807 ]")]
    [InlineData("text[]", "'{{\"a,b\",\"NULL\"},{\"\",\"\\\"\"}}'", "[ [ txt:a,b txt:NULL ] [ txt: txt:\" ] ]")]
    [InlineData("numeric[]", "'{1.10}'", "[ num:1.10 ]")]
    [InlineData("inet", "'10.0.0.1/8'", "can:10.0.0.1/8")]
    [InlineData("int4range", "'[1,5)'", "can:[1,5)")]
    public async Task A_PostgreSQL_value_keeps_its_type_and_its_digits(string type, string literal, string expected)
    {
        await using var database = new PostgresTestDatabase(await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken));
        Assert.Equal(expected, await ReadAsync(database, type, literal));
    }

    [Theory]
    [InlineData("integer", "9223372036854775807", "int:9223372036854775807")]
    [InlineData("integer", "'not a number'", "txt:not a number")]
    [InlineData("boolean", "1", "bool:true")]
    [InlineData("boolean", "2", "int:2")]
    [InlineData("decimal(10,2)", "10.5", "num:10.5")]
    [InlineData("real", "0.1", "dbl:0.1")]
    [InlineData("text", "''", "txt:")]
    [InlineData("text", "null", "null")]
    [InlineData("text", "'a😀b'", "txt:a😀b")]
    [InlineData("blob", "x'00ff'", "hex:00ff")]
    [InlineData("json", "'{\"a\": 12345678901234567890}'", "json:{\"a\": 12345678901234567890}")]
    [InlineData("json", "'{broken'", "txt:{broken")]
    [InlineData("timestamp", "'2026-03-29T01:30:00Z'", "can:2026-03-29T01:30:00Z")]
    public async Task A_SQLite_value_is_read_as_what_is_stored(string type, string literal, string expected)
    {
        await using var database = new SqliteTestDatabase(await SqliteFile.CreateAsync(TestContext.Current.CancellationToken));
        Assert.Equal(expected, await ReadAsync(database, type, literal));
    }

    private static async Task<string> ReadAsync(ITestDatabase database, string type, string literal)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using (var connection = await database.OpenAsync(cancellationToken))
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"create table people (id bigint primary key, email text, v {type}); insert into people values (1, 'a@example.org', {literal})";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var map = OneTable.Map(database.Kind, "id", "email", "v");
        await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
        await using var snapshot = await source.OpenSnapshotAsync(cancellationToken);
        await using var reader = await snapshot.ReadAsync(OneTable.Of(map, "1"), map.Collections[0], ["v"], cancellationToken);
        Assert.True(await reader.ReadAsync(cancellationToken));
        var writer = new RecordingWriter();
        reader.Write(0, writer);
        return writer.Take();
    }
}
