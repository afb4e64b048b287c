using System.Text.Json.Nodes;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace DataRights.Cli.Tests.Commands;

/// <summary><c>datarights retention preview</c> against the sample, and what is mistyped.</summary>
public sealed class RetentionPreviewCommandTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("--from must be a day", "--from", "yesterday")]
    [InlineData("--days must be a whole number from 1 to 3660", "--days", "0")]
    [InlineData("--threshold must be a whole number from 0 to 100", "--threshold", "0.05")]
    [InlineData("--limit must be a whole number", "--limit", "a minute")]
    [InlineData("has no retention rule 'clicks'; it has", "--rule", "clicks")]
    public async Task What_is_mistyped_is_told(string says, params string[] arguments)
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync(["retention", "preview", "--data", directory.Path, .. arguments]));
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
        terminal.ShowsOneLine();
    }

    [Fact]
    public async Task A_rules_connection_that_was_not_given_is_named()
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync("retention", "preview", "--rule", "page_views", "--map", Samples.PythonPro.PythonProSample.DataMapPath));
        Assert.Contains("Add --connection MainDb=", terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_of_the_sample_tells_figures_levels_and_a_suggestion_and_changes_nothing()
    {
        var settings = await PreparedSample.CreateAsync(new HostComposition(), directory, _ => { }, Fakes.Terminal.Token);
        var file = Path.Combine(settings.SampleDirectory, "pythonpro.db");
        SqliteConnection.ClearAllPools();
        var before = await File.ReadAllBytesAsync(file, Fakes.Terminal.Token);

        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync("retention", "preview", "--rule", "page_views", "--data", settings.DataDirectory, "--days", "3"));

        Assert.Contains("Nothing was written.", terminal.Results, StringComparison.Ordinal);
        Assert.Contains("rows suppressed", terminal.Results, StringComparison.Ordinal);
        Assert.Matches("browser +family \\*", terminal.Results);
        Assert.Matches("(Suggested|The map's levels|No levels were found)", terminal.Results);
        SqliteConnection.ClearAllPools();
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Fakes.Terminal.Token));

        var machine = new Fakes.Terminal(new HostComposition());
        Assert.Equal(ExitCodes.Ok, await machine.RunAsync("retention", "preview", "--rule", "page_views", "--data", settings.DataDirectory, "--days", "3", "--json"));
        var json = JsonNode.Parse(machine.Results)!;
        Assert.Equal("page_views", (string?)json["rule"]);
        Assert.Equal(3, (int?)json["current"]!["periods"]);
    }
}
