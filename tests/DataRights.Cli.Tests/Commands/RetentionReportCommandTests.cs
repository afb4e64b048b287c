using System.Text.Json.Nodes;
using DataRights.Api.Access;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Reports;
using DataRights.Samples.PythonPro;
using DataRights.Storage;
using DataRights.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace DataRights.Cli.Tests.Commands;

/// <summary><c>datarights retention report</c> against a host, and what is mistyped.</summary>
public sealed class RetentionReportCommandTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 1, 5);

    private readonly TempDirectory directory = new();
    private readonly Fakes.Terminal terminal = new(new HostComposition());

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("--last must be a whole number from 1 to 1000", "--rule", "page_views", "--last", "0")]
    [InlineData("--host must be an https address", "--rule", "page_views", "--host", "http://example.org")]
    public async Task What_is_mistyped_is_told(string says, params string[] arguments)
    {
        Assert.Equal(ExitCodes.BadInput, await terminal.RunAsync(["retention", "report", .. arguments]));
        Assert.Contains(says, terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_are_shown_a_line_for_each_period_and_by_version_of_the_rule()
    {
        await using var host = await EmbeddedHost.StartAsync(new HostComposition(), await SettingsAsync(), new Output(TextWriter.Null, TextWriter.Null), Fakes.Terminal.Token);
        var rule = host.Services.GetRequiredService<DataMap>().Retention[0];
        var reports = new RiskReportStore(host.Services.GetRequiredService<IObjectStore>());
        await reports.WriteAsync(rule, Published(rule, Day), Fakes.Terminal.Token);
        await reports.WriteAsync(rule with { MinimumPeople = 12 }, Published(rule, Day.AddDays(1)), Fakes.Terminal.Token);
        var token = directory.Combine("token");
        await File.WriteAllTextAsync(token, host.Issuer.ServiceToken([AppRoles.Operate]), Fakes.Terminal.Token);
        string[] there = ["--host", host.Address.ToString(), "--token-file", token];

        Assert.Equal(ExitCodes.Ok, await terminal.RunAsync(["retention", "report", "--rule", rule.Name, .. there]));

        Assert.Matches("a cell needs 10 people[^\n]*\n[^\n]*period[^\n]*\n +2026-01-05 +400 +2.5 % +2 +2 +16 +- +1 in 24 +1 in 16 +4.0 % +suppressed +-", terminal.Results);
        Assert.Matches("a cell needs 12 people[^\n]*\n[^\n]*period[^\n]*\n +2026-01-06", terminal.Results);
        var machine = new Fakes.Terminal(new HostComposition());
        Assert.Equal(ExitCodes.Ok, await machine.RunAsync(["retention", "report", "--rule", rule.Name, "--last", "1", "--json", .. there]));
        Assert.Equal("2026-01-06", (string?)JsonNode.Parse(machine.Results)!["reports"]!.AsArray().Single()!["first"]);

        var all = new Fakes.Terminal(new HostComposition());
        Assert.Equal(ExitCodes.Ok, await all.RunAsync(["retention", "report", .. there]));
        Assert.Contains("2026-01-05", all.Results, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Failed, await terminal.RunAsync(["retention", "report", "--rule", "clicks", .. there]));
        Assert.Contains("has no retention rule of this name", terminal.Errors, StringComparison.Ordinal);
    }

    private static PublishedPeriod Published(RetentionRule rule, DateOnly first) => new(rule.Name, first, rule.Period, false)
    {
        RawRows = 400,
        CellsPublished = 2,
        CellsSuppressed = 2,
        RowsPublished = 390,
        RowsSuppressed = 10,
        Residual = ResidualFate.Suppressed,
        ResidualRows = 10,
        ResidualPeople = 2,
        SmallestCell = 16,
        Classes = [new(1, false, 2, 10, 2), new(16, true, 1, 190, 16), new(32, true, 1, 200, 32)],
    };

    /// <summary>The sample's map, with nothing in its databases.</summary>
    private async Task<EmbeddedSettings> SettingsAsync()
    {
        var map = JObject.Parse(await File.ReadAllTextAsync(PythonProSample.DataMapPath, Fakes.Terminal.Token));
        map["recipients"] = new JArray();
        ((JObject)map["sources"]!).Remove("billing");
        var file = directory.Combine("map.json");
        await File.WriteAllTextAsync(file, map.ToString(), Fakes.Terminal.Token);
        var connections = new Dictionary<string, string> { ["MainDb"] = $"Data Source={directory.Combine("empty.db")}", ["Files"] = directory.Path };
        return new EmbeddedSettings(directory.Path, file, connections, 0) { RetainsByTimer = false };
    }
}
