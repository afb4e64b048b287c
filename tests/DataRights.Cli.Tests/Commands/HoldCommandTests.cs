using DataRights.Api.Access;
using DataRights.Cli.Client;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Commands;

/// <summary><c>datarights hold</c> against a host, and what is mistyped.</summary>
public sealed class HoldCommandTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("Option '--reason' is required", "place", "--person", "user_id=3")]
    [InlineData("--review must be a moment with its offset", "place", "--reason", "litigation", "--review", "tomorrow")]
    [InlineData("--host must be an https address", "list", "--host", "http://example.org")]
    [InlineData("Required argument missing", "release")]
    public async Task What_is_mistyped_is_told(string says, params string[] arguments)
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync(["hold", .. arguments]));
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_held_persons_deletion_waits_and_goes_on_by_itself_once_the_hold_is_released()
    {
        var composition = new HostComposition();
        var settings = await PreparedSample.CreateAsync(composition, directory, _ => { }, Fakes.Terminal.Token);
        await using var host = await EmbeddedHost.StartAsync(composition, settings, new Output(TextWriter.Null, TextWriter.Null), Fakes.Terminal.Token);
        var token = host.Issuer.ServiceToken([AppRoles.Submit, AppRoles.Operate]);
        var tokenFile = directory.Combine("token");
        await File.WriteAllTextAsync(tokenFile, token, Fakes.Terminal.Token);
        string[] there = ["--host", host.Address.ToString(), "--token-file", tokenFile];
        using var client = new ApiClient(host.Address, token);

        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(["hold", "place", "--reason", "litigation", "--person", "user_id=3", .. there]));
        Assert.Contains("is placed and acknowledged", terminal.Results, StringComparison.Ordinal);
        var hold = Assert.Single(await client.HoldsAsync(all: false, request: null, Fakes.Terminal.Token));
        var request = await client.SubmitAsync("deletion", new Dictionary<string, string> { ["user_id"] = "3" }, waiveGrace: true, Fakes.Terminal.Token);
        var waiting = await client.WaitAsync(request.Id, Fakes.Terminal.Token);
        Assert.Equal(("waiting", "held"), (waiting.Status, waiting.Outcome));

        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(["hold", "list", .. there]));
        Assert.Contains($"{hold.Id}", terminal.Results, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(["hold", "review", hold.Id, "--by", "2099-01-01T00:00:00Z", .. there]));
        Assert.Contains("due by 2099-01-01", terminal.Results, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(["hold", "release", hold.Id, .. there]));
        Assert.Contains($"Hold {hold.Id} is released", terminal.Results, StringComparison.Ordinal);
        Assert.Equal("completed", (await client.WaitAsync(request.Id, Fakes.Terminal.Token)).Status);

        Assert.Equal(ExitCodes.Failed, await terminal.RunAsync(["hold", "review", hold.Id, .. there]));
        Assert.Contains("has ended", terminal.Errors, StringComparison.Ordinal);
    }
}
