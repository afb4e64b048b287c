using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Samples.PythonPro;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Commands;

/// <summary>What people mistype, on the real composition: one line that names it and how to mend it.</summary>
public sealed class RealCommandTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    private string[] OnSample => ["--map", PythonProSample.DataMapPath, "--data", directory.Combine("data")];

    public void Dispose() => directory.Dispose();

    [Fact]
    public Task A_map_that_is_not_there() => SaysAsync("There is no such file", ExitCodes.BadInput, "serve", "--map", directory.Combine("no.json"), "--data", directory.Path);

    [Theory]
    [InlineData("canary", "--webhook")]
    [InlineData("http://canary.example.org/", "Webhooks:Endpoint must be an absolute https address")]
    public Task A_webhook_address_that_cannot_be(string address, string says) =>
        SaysAsync(says, ExitCodes.BadInput, "serve", "--data", directory.Path, "--webhook", address);

    [Fact]
    public async Task A_webhook_secret_that_is_none()
    {
        Directory.CreateDirectory(directory.Combine("keys"));
        await File.WriteAllTextAsync(directory.Combine("keys", "webhook-secrets.txt"), "canary\n", TestContext.Current.CancellationToken);
        await SaysAsync("Webhooks:Secrets:0 must be", ExitCodes.BadInput, "serve", "--data", directory.Path, "--webhook", "http://127.0.0.1:1/");
    }

    [Fact]
    public Task A_connection_that_the_map_does_not_know() =>
        SaysAsync("'Maindb'", ExitCodes.BadInput, "map", "check", PythonProSample.DataMapPath, "--connection", "Maindb=Data Source=x");

    [Fact]
    public Task A_connection_string_that_is_none_and_is_not_quoted() =>
        SaysAsync("is not a connection string for SQLite", ExitCodes.BadInput, "map", "check", PythonProSample.DataMapPath, "--connection", "MainDb=canary");

    [Fact]
    public Task A_connection_that_was_not_given() => SaysAsync("Add --connection MainDb=", ExitCodes.BadInput, ["plan", "--person", "user_id=1", .. OnSample]);

    [Fact]
    public Task A_connection_without_a_map() => SaysAsync("--connection goes with --map", ExitCodes.BadInput, "serve", "--data", directory.Path, "--connection", "MainDb=x");

    [Fact]
    public Task A_database_that_is_not_there() =>
        SaysAsync("Check that the source is there", ExitCodes.Failed, ["plan", "--person", "user_id=1", .. OnSample, "--connection", $"MainDb=Data Source={directory.Combine("no.db")}", "--connection", $"Files={directory.Path}"]);

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public async Task A_data_directory_that_is_a_file(string command)
    {
        var file = directory.Combine("file");
        await File.WriteAllTextAsync(file, "", Fakes.Terminal.Token);
        await SaysAsync("cannot be written to", ExitCodes.BadInput, command, "--data", file);
    }

    [Fact]
    public async Task A_sample_that_is_no_database()
    {
        Directory.CreateDirectory(directory.Combine("sample"));
        await File.WriteAllTextAsync(directory.Combine("sample", "pythonpro.db"), new string('x', 8192), Fakes.Terminal.Token);
        await SaysAsync("to have it seeded again", ExitCodes.Failed, "demo", "--data", directory.Path);
    }

    [Fact]
    public Task A_command_that_does_not_exist() => SaysAsync("'chekc'", ExitCodes.BadInput, "map", "chekc");

    private async Task SaysAsync(string part, int exitCode, params string[] arguments)
    {
        Assert.Equal(exitCode, await terminal.RunAsync(arguments));
        terminal.ShowsOneLine();
        Assert.Contains(part, terminal.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", terminal.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of the program", terminal.Errors, StringComparison.Ordinal);
    }
}
