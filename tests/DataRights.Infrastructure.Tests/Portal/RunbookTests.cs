using System.Text.RegularExpressions;
using DataRights.Api;
using DataRights.Testing.House;
using DataRights.Testing.Servers;

namespace DataRights.Infrastructure.Tests.Portal;

public sealed partial class RunbookTests
{
    private static readonly string[] Parts = ["**Means.**", "**Urgent?**", "**Look.**", "**Do.**", "**Don't.**", "**Clears.**"];

    [Fact]
    public async Task Every_alert_has_its_section_and_every_section_its_alert()
    {
        var alerts = (await PortalModel.LoadAsync()).Alerts.Select(a => a.Id).Order(StringComparer.Ordinal);
        Assert.Equal(alerts, RunbookFile.Read().Alerts.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_section_says_what_it_means_how_urgent_it_is_what_to_do_and_when_it_clears()
    {
        Offenders.None(
            RunbookFile.Read().Alerts.SelectMany(s => Parts.Where(p => s.Value.Split("\n" + p).Length != 2).Select(p => $"{s.Key}: {p}")),
            "parts that are missing from the runbook or there twice");
    }

    [Fact]
    public void Every_path_that_is_called_is_one_of_the_api()
    {
        string[] routes = [Routes.Requests, Routes.Request, Routes.Cancel, Routes.Retry, Routes.Approve, Routes.Replays, Routes.Holds, Routes.Plan, Routes.Archive, Routes.Receipt, Routes.Health, Routes.PublishedKeys, Routes.OpenApi];
        var called = Called().Matches(RunbookFile.Read().Text).Select(m => m.Groups[1].Value.Replace("$ID", "{id}", StringComparison.Ordinal)).Distinct().ToList();
        Assert.NotEmpty(called);
        Offenders.None(called.Where(c => !routes.Contains(c)), "paths that the API does not have");
    }

    [Fact]
    public void Every_code_that_is_named_is_in_the_code()
    {
        var known = string.Concat(
            RepositoryFiles.Under("src").Concat(RepositoryFiles.Under("infra-bicep")).Where(p => p.EndsWith(".cs", StringComparison.Ordinal) || p.EndsWith(".bicep", StringComparison.Ordinal))
                .Select(p => File.ReadAllText(RepositoryRoot.Combine(p))));
        var named = Code().Matches(RunbookFile.Read().Text).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(named);
        Offenders.None(named.Where(n => !known.Contains($"\"{n}\"", StringComparison.Ordinal) && !known.Contains($"'{n}'", StringComparison.Ordinal)), "codes that the system does not have");
    }

    [Fact]
    public async Task Every_tile_that_is_named_is_in_the_workbook()
    {
        var titles = (await PortalModel.LoadAsync()).Items.Select(i => Title().Match((string?)i["content"]!["json"] ?? "").Groups[1].Value).ToHashSet();
        // A title may go on in the next line.
        var named = Tile().Matches(RunbookFile.Read().Text).Select(m => string.Join(' ', m.Groups[1].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Distinct().ToList();
        Assert.NotEmpty(named);
        Offenders.None(named.Where(n => !titles.Contains(n)), "tiles that the workbook does not have");
    }

    [GeneratedRegex(@"(/(?:api|\.well-known)/[A-Za-z$./-]*[A-Za-z])")]
    private static partial Regex Called();

    [GeneratedRegex("`([a-z]+(?:-[a-z]+)+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\*\*([^*]+)\.\*\* ")]
    private static partial Regex Title();

    [GeneratedRegex(@"tile\s+\*([^*]+)\*")]
    private static partial Regex Tile();
}
