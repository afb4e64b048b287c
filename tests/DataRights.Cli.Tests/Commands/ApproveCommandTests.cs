using DataRights.Api.Access;
using DataRights.Cli.Client;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Commands;

/// <summary><c>datarights approve</c> against a host whose map protects somebody, and what is mistyped.</summary>
public sealed class ApproveCommandTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("--host must be an https address", "x", "--host", "http://example.org")]
    [InlineData("Required argument missing")]
    public async Task What_is_mistyped_is_told(string says, params string[] arguments)
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync(["approve", .. arguments]));
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_not_there_is_told()
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("approve", "x", "--data", directory.Path));
        terminal.ShowsOneLine();
    }

    [Fact]
    public async Task A_protected_persons_deletion_is_planned_with_a_warning_waits_and_goes_on_once_approved()
    {
        var composition = new HostComposition();
        var settings = await PreparedSample.CreateAsync(composition, directory, map => map["collections"]!["users"]!["protected"] = "id = 3", Fakes.Terminal.Token);
        string[] plan = ["plan", "--person", "user_id=3", "--data", directory.Path, "--map", settings.MapFile!, .. settings.Connections.SelectMany(c => (string[])["--connection", $"{c.Key}={c.Value}"])];
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(plan));
        Assert.Contains("needs approval: protected: users: the map protects this person", terminal.Errors, StringComparison.Ordinal);

        await using var host = await EmbeddedHost.StartAsync(composition, settings, new Output(TextWriter.Null, TextWriter.Null), Fakes.Terminal.Token);
        var token = host.Issuer.ServiceToken([AppRoles.Submit, AppRoles.Operate]);
        using var client = new ApiClient(host.Address, token);
        var request = await client.SubmitAsync("deletion", new Dictionary<string, string> { ["user_id"] = "3" }, waiveGrace: true, Fakes.Terminal.Token);
        Assert.Equal("waiting", (await client.WaitAsync(request.Id, Fakes.Terminal.Token)).Status);

        var tokenFile = directory.Combine("token");
        await File.WriteAllTextAsync(tokenFile, token, Fakes.Terminal.Token);
        string[] approve = ["approve", request.Id, "--host", host.Address.ToString(), "--token-file", tokenFile];
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync([.. approve, "--show"]));
        Assert.Contains("is waiting with approval-needed. Nothing was approved.", terminal.Results, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(approve));
        Assert.Contains("the map protects this person", terminal.Results, StringComparison.Ordinal);
        Assert.Contains($"{request.Id} is approved", terminal.Results, StringComparison.Ordinal);
        Assert.Equal("completed", (await client.WaitAsync(request.Id, Fakes.Terminal.Token)).Status);

        var other = await client.SubmitAsync("deletion", new Dictionary<string, string> { ["user_id"] = "4" }, waiveGrace: true, Fakes.Terminal.Token);
        await client.WaitAsync(other.Id, Fakes.Terminal.Token);
        Assert.Equal(ExitCodes.Failed, await terminal.RunAsync(["approve", other.Id, .. approve[2..]]));
        Assert.Contains("only a deletion that waits with approval-needed", terminal.Errors, StringComparison.Ordinal);
    }
}
