using DataRights.Api.Access;
using DataRights.Cli.Client;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Commands;

/// <summary><c>datarights archive download</c> against a host whose archives come in parts.</summary>
public sealed class DownloadCommandTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("takes either --person or --token-file", "archive", "download", "r1")]
    [InlineData("takes either --person or --token-file", "archive", "download", "r1", "--person", "user_id=1", "--token-file", "t")]
    [InlineData("--archive-part must be", "serve", "--archive-part", "0")]
    public async Task What_is_mistyped_is_told(string says, params string[] arguments)
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync(arguments));
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_parts_of_a_person_are_fetched_and_checked_together()
    {
        var composition = new HostComposition();
        var settings = await PreparedSample.CreateAsync(composition, directory, _ => { }, Fakes.Terminal.Token) with { ArchivePartBytes = 70_000 };
        await using var host = await EmbeddedHost.StartAsync(composition, settings, new Output(TextWriter.Null, TextWriter.Null), Fakes.Terminal.Token);
        using var client = new ApiClient(host.Address, host.Issuer.ServiceToken([AppRoles.Submit, AppRoles.Operate]));
        var person = new Dictionary<string, string> { ["user_id"] = "1" };
        var request = await client.WaitAsync((await client.SubmitAsync("access", person, waiveGrace: false, Fakes.Terminal.Token)).Id, Fakes.Terminal.Token);
        var parts = request.Archive!.AllParts;
        Assert.True(parts.Count > 1, $"{parts.Count} part of {parts[0].Bytes} bytes.");

        string[] download = ["archive", "download", request.Id, "--person", "user_id=1", "--host", host.Address.ToString(), "--data", directory.Path, "--to", directory.Combine("mine")];
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(download));
        Assert.Contains(FormattableString.Invariant($"in {parts.Count} part(s); every SHA-256"), terminal.Results, StringComparison.Ordinal);
        Assert.Equal(parts.Select(p => p.Bytes).Order(), Directory.GetFiles(directory.Combine("mine")).Select(f => new FileInfo(f).Length).Order());
        Assert.Equal(parts.Count, (await client.GetAsync(request.Id, Fakes.Terminal.Token)).Archive!.Downloads);

        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(download));
        Assert.Contains(", 0 of them fetched now", terminal.Results, StringComparison.Ordinal);
        Assert.Equal(parts.Count, (await client.GetAsync(request.Id, Fakes.Terminal.Token)).Archive!.Downloads);

        var stranger = Array.ConvertAll(download, a => a == "user_id=1" ? "user_id=2" : a);
        Assert.Equal(ExitCodes.Failed, await terminal.RunAsync(stranger));
        Assert.Contains("404", terminal.Errors, StringComparison.Ordinal);
    }
}
