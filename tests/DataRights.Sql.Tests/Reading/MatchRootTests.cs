using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Subjects;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Reading;

/// <summary>Identifiers find rows by what they mean, not by how they were typed.</summary>
public abstract class MatchRootTests
{
    protected abstract Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken);

    protected abstract string UuidType { get; }

    [Theory]
    [InlineData("email", IdentifierType.Email, "ann@example.org", "1")]
    [InlineData("email", IdentifierType.Email, "äöü@example.org", "2")]
    [InlineData("id", IdentifierType.Integer, "2", "2")]
    [InlineData("id", IdentifierType.Integer, "99999999999999999999999", null)]
    [InlineData("phone", IdentifierType.Phone, "+4930123456", "1")]
    [InlineData("uuid", IdentifierType.Uuid, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "2")]
    [InlineData("phone", IdentifierType.Text, "' or 1=1 --", null)]
    [InlineData("missing", IdentifierType.Text, "x", null)]
    public async Task An_identifier_finds_its_row(string column, IdentifierType type, string normalized, string? expected)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = await CreateAsync(cancellationToken);
        await using (var connection = await database.OpenAsync(cancellationToken))
        await using (var command = connection.CreateCommand())
        {
            command.CommandText =
                $"""
                create table people (id bigint primary key, email text, phone text, uuid {UuidType});
                insert into people values (1, 'Ann@Example.ORG', '+49 (30) 12-34.56', null);
                insert into people values (2, 'ÄÖÜ@example.org', null, 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11');
                """;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var map = OneTable.Map(database.Kind, "id", "email", "phone", "uuid");
        await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
        await using var snapshot = await source.OpenSnapshotAsync(cancellationToken);
        var found = await snapshot.MatchRootAsync(map.Collections[0], column, new Identifier("x", type, normalized), 2, cancellationToken);
        Assert.Equal(expected is null ? [] : [Key.Of(expected)], found);
    }
}

public sealed class SqliteMatchRootTests : MatchRootTests
{
    protected override string UuidType => "text";

    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) =>
        new SqliteTestDatabase(await SqliteFile.CreateAsync(cancellationToken));
}

public sealed class PostgresMatchRootTests(PostgresFixture postgres) : MatchRootTests, IClassFixture<PostgresFixture>
{
    protected override string UuidType => "uuid";

    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) =>
        new PostgresTestDatabase(await postgres.CreateDatabaseAsync(cancellationToken));
}
