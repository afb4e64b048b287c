using System.Globalization;
using DataRights.Api.Access;
using DataRights.Cli.Client;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace DataRights.Cli.Tests.Commands;

/// <summary><c>datarights replay</c> against a host with the sample, and what is mistyped.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("--since must be a moment", "--since", "yesterday")]
    [InlineData("--since must be a moment", "--since", "2026-03-01T04:00:00")]
    [InlineData("--since", "--dry-run")]
    [InlineData("--host must be an https address", "--since", "2026-03-01T04:00:00Z", "--host", "http://example.org")]
    public async Task What_is_mistyped_is_told(string says, params string[] arguments)
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync(["replay", .. arguments]));
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_not_there_is_told()
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("replay", "--since", "2026-03-01T04:00:00Z", "--data", directory.Path));
        terminal.ShowsOneLine();
    }

    [Fact]
    public async Task Who_was_deleted_since_the_backup_is_deleted_again_by_the_host_and_so_are_page_views()
    {
        var settings = new EmbeddedSettings(directory.Path, null, new Dictionary<string, string>(), 0) { RetainsByTimer = false };
        var composition = new HostComposition();
        await composition.PrepareSampleAsync(settings, Fakes.Terminal.Token);
        var database = Path.Combine(settings.SampleDirectory, "pythonpro.db");
        var old = DateTimeOffset.UtcNow.AddDays(-93).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await ScalarAsync(database, $"delete from page_views where viewed_at < '{old}'");
        var backup = directory.Combine("backup.db");
        SqliteBackup.Copy(database, backup);
        var since = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await using (var deleting = await StartAsync(composition, settings))
        {
            using var client = new ApiClient(deleting.Address, TokenOf(deleting));
            var request = await client.SubmitAsync("deletion", new Dictionary<string, string> { ["user_id"] = "3" }, waiveGrace: true, Fakes.Terminal.Token);
            Assert.Equal("completed", (await client.WaitAsync(request.Id, Fakes.Terminal.Token)).Status);
            Assert.True(Assert.Single(await composition.RunRetentionAsync(deleting.Services, Fakes.Terminal.Token)).RowsDestroyed > 0);
        }

        var left = await ScalarAsync(database, "select count(*) from page_views");
        SqliteBackup.Copy(backup, database);
        await using var host = await StartAsync(composition, settings);
        var tokenFile = directory.Combine("token");
        await File.WriteAllTextAsync(tokenFile, TokenOf(host), Fakes.Terminal.Token);
        string[] replay = ["replay", "--host", host.Address.ToString(), "--token-file", tokenFile, "--since", since];

        Assert.Equal((ExitCodes.Ok, ""), (await terminal.RunAsync([.. replay, "--dry-run"]), terminal.Errors));
        Assert.Contains("this was a dry run", terminal.Results, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync(database));
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(replay));
        Assert.Contains("Finished. Work on main goes on.", terminal.Results, StringComparison.Ordinal);
        Assert.Matches("retention page_views: [0-9,]+ raw rows of [23] periods destroyed again", terminal.Results);
        Assert.Equal(left, await ScalarAsync(database, "select count(*) from page_views"));
        Assert.Equal(0L, await CountAsync(database));
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync([.. replay, "--json"]));
        Assert.Contains("\"nothingThere\": 1", terminal.Results, StringComparison.Ordinal);
    }

    private static Task<EmbeddedHost> StartAsync(HostComposition composition, EmbeddedSettings settings) =>
        EmbeddedHost.StartAsync(composition, settings, new Output(TextWriter.Null, TextWriter.Null), Fakes.Terminal.Token);

    private static string TokenOf(EmbeddedHost host) => host.Issuer.ServiceToken([AppRoles.Submit, AppRoles.Operate]);

    private static Task<object?> CountAsync(string database) => ScalarAsync(database, "select count(*) from users where id = 3");

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync(Fakes.Terminal.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Fakes.Terminal.Token);
    }
}
