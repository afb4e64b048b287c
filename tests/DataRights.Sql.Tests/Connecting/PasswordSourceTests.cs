using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Testing.Servers;
using Npgsql;
using Xunit;

namespace DataRights.Sql.Tests.Connecting;

/// <summary>A connection string without a password takes one from the password source, for every new connection.</summary>
public sealed class PasswordSourceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Reading_and_retention_sign_in_with_the_passwords_that_the_source_gives()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var (without, password) = Split(database);
        var passwords = new Passwords(_ => password);
        var opened = new SqlSourceOpener(TimeProvider.System, passwords).Open(Rule, without);

        Assert.NotNull(opened.Retention);
        await using var rows = opened.Rows!;
        Assert.Empty((await rows.DescribeAsync(TestContext.Current.CancellationToken)).Tables);
        Assert.Equal(["main"], passwords.AskedFor.Distinct());
    }

    [Fact]
    public async Task A_password_in_the_connection_string_stands_and_the_source_is_not_asked()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var passwords = new Passwords(_ => throw new InvalidOperationException());
        await using var rows = new SqlSourceOpener(TimeProvider.System, passwords).Open(Rule, database.ConnectionString).Rows!;

        await rows.DescribeAsync(TestContext.Current.CancellationToken);
        Assert.Empty(passwords.AskedFor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Why_no_password_could_be_had_is_told_by_the_sources_own_code(bool transient)
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var passwords = new Passwords(name => throw new SourceException(name, "sign-in-failed", transient));
        await using var rows = new SqlSourceOpener(TimeProvider.System, passwords).Open(Rule, Split(database).Without).Rows!;

        var failure = await Assert.ThrowsAsync<SourceException>(() => rows.DescribeAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("sign-in-failed", transient), (failure.Code, failure.IsTransient));
    }

    private static SourceRule Rule => new("main", SourceKind.Postgres, "MainDb", null, null, 1);

    private static (string Without, string Password) Split(PostgresDatabase database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var password = connection.Password!;
        connection.Password = null;
        return (connection.ToString(), password);
    }

    private sealed class Passwords(Func<string, string> give) : IPasswordSource
    {
        public List<string> AskedFor { get; } = [];

        public ValueTask<string> GetAsync(string source, CancellationToken cancellationToken)
        {
            AskedFor.Add(source);
            return new(give(source));
        }
    }
}
