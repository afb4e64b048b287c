using DataRights.Api.Access;
using DataRights.Cli.Client;
using DataRights.Cli.Downloads;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;

namespace DataRights.Cli.Tests.Commands;

/// <summary>An export by the command line: planned, asked for, downloaded as often as the map allows, and allowed again.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    public void Dispose() => directory.Dispose();

    private static void Limit(JObject map)
    {
        map["clock"]!["exportEvery"] = "P1D";
        map["clock"]!["archiveDownloads"] = 2;
    }

    [Theory]
    [InlineData("everything", "submit", "everything", "--person", "user_id=1")]
    [InlineData("--person", "submit", "access")]
    [InlineData("klingon", "submit", "access", "--person", "user_id=1", "--language", "klingon")]
    [InlineData("Required argument missing", "archive", "allow")]
    public async Task What_is_mistyped_is_told(string says, params string[] arguments)
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync(arguments));
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_exported_once_a_day_and_the_archive_handed_out_as_often_as_is_allowed()
    {
        var composition = new HostComposition();
        var settings = await PreparedSample.CreateAsync(composition, directory, Limit, Fakes.Terminal.Token);
        string[] plan = ["plan", "--kind", "access", "--person", "user_id=1", "--data", directory.Path, "--map", settings.MapFile!, .. settings.Connections.SelectMany(c => (string[])["--connection", $"{c.Key}={c.Value}"])];
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(plan));
        Assert.Contains("in 1 part(s)", terminal.Results, StringComparison.Ordinal);

        await using var host = await EmbeddedHost.StartAsync(composition, settings, new Output(TextWriter.Null, TextWriter.Null), Fakes.Terminal.Token);
        var token = host.Issuer.ServiceToken([AppRoles.Submit, AppRoles.Operate]);
        var tokenFile = directory.Combine("token");
        await File.WriteAllTextAsync(tokenFile, token, Fakes.Terminal.Token);
        string[] where = ["--host", host.Address.ToString(), "--token-file", tokenFile];
        string[] submit = ["submit", "access", "--person", "user_id=1", "--format", "csv", "--language", "de", "--reference", "mine-1", .. where];
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(submit));
        using var client = new ApiClient(host.Address, token);
        var id = terminal.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ')[0];
        Assert.Equal("completed", (await client.WaitAsync(id, Fakes.Terminal.Token)).Status);
        Assert.Equal(ExitCodes.Failed, await terminal.RunAsync(submit));
        Assert.Contains("allowRepeat", terminal.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync([.. submit, "--allow-repeat"]));

        var person = new Dictionary<string, string> { ["user_id"] = "1" };
        using var download = new ArchiveDownload(host.Address, () => host.Issuer.SubjectToken(person));
        Task<IReadOnlyList<DownloadedPart>> FetchAsync(string to) => download.FetchAsync(id, directory.Combine(to), Fakes.Terminal.Token);
        await FetchAsync("first");
        await FetchAsync("second");
        var refused = await Assert.ThrowsAsync<CommandException>(() => FetchAsync("third"));
        Assert.Contains($"datarights archive allow {id}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(["archive", "allow", id, .. where]));
        Assert.Contains("was handed out 2 times and may be 4 times", terminal.Results, StringComparison.Ordinal);
        var file = Assert.Single(await FetchAsync("third")).File;
        Assert.Equal(0, Assert.Single(await FetchAsync("third")).Fetched);

        await using var zip = await System.IO.Compression.ZipFile.OpenReadAsync(file, Fakes.Terminal.Token);
        using var page = new StreamReader(await zip.Entries.Single(e => e.FullName.EndsWith("/data/index.html", StringComparison.Ordinal)).OpenAsync(Fakes.Terminal.Token));
        Assert.Contains("<html lang=\"de\"", await page.ReadToEndAsync(Fakes.Terminal.Token), StringComparison.Ordinal);
        Assert.Contains(zip.Entries, e => e.FullName.EndsWith(".csv", StringComparison.Ordinal));
    }
}
