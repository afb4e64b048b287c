using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Mapping;
using DataRights.Samples.PythonPro;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Commands;

/// <summary><c>datarights map grants</c>. That the printed grants are enough and needed is shown end to end.</summary>
public sealed class GrantsCommandTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task It_prints_the_grants_of_the_only_database_with_the_role_quoted()
    {
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("map", "grants", Map(), "--role", "data \"rights\""));
        Assert.Contains("grant delete on \"public\".\"profiles\" to \"data \"\"rights\"\"\";", terminal.Results, StringComparison.Ordinal);
        Assert.Contains("grant update (\"user_id\", ", terminal.Results, StringComparison.Ordinal);
        Assert.Contains("give --connection MainDb=… to have their definitions printed", terminal.Results, StringComparison.Ordinal);
        Assert.DoesNotContain("password_hash", terminal.Results, StringComparison.Ordinal);
        Assert.Empty(terminal.Errors);
    }

    [Fact]
    public async Task With_a_connection_the_whole_script_runs_as_it_is_printed()
    {
        var token = Fakes.Terminal.Token;
        await using var sample = await Postgres.PostgresSample.CreateAsync(postgres, token);
        var role = $"role_{Guid.NewGuid():n}";
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("map", "grants", sample.Map, "--role", role, "--source", "main", "--connection", $"MainDb={sample.Database.ConnectionString}"));
        await sample.Database.ExecuteAsync($"create role {role}", token);
        await sample.Database.ExecuteAsync(terminal.Results, token);
        await sample.Database.ExecuteAsync(terminal.Results.Replace("create table \"page_views_daily\"", "create table if not exists \"page_views_daily\"", StringComparison.Ordinal), token);
        Assert.True(await sample.Database.ScalarAsync<bool>($"select has_table_privilege('{role}', 'page_views_daily', 'insert')", token));
        Assert.False(await sample.Database.ScalarAsync<bool>($"select has_column_privilege('{role}', 'users', 'password_hash', 'select')", token));
        await sample.Database.ExecuteAsync($"drop owned by {role}; drop role {role}", token);
    }

    [Theory]
    [InlineData("files", "--source must name one of the map's PostgreSQL sources: main.")]
    [InlineData("Main", "--source must name one of the map's PostgreSQL sources: main.")]
    public async Task A_source_that_has_no_grants(string source, string says)
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("map", "grants", Map(), "--role", "r", "--source", source));
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_without_postgres()
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("map", "grants", PythonProSample.DataMapPath, "--role", "r"));
        Assert.Contains("no PostgreSQL source", terminal.Errors, StringComparison.Ordinal);
    }

    private string Map()
    {
        var file = directory.Combine("map.json");
        File.WriteAllText(file, PythonProSample.MapJson(SourceKind.Postgres));
        return file;
    }
}
