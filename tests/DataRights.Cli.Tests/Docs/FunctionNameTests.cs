using System.Text.RegularExpressions;

namespace DataRights.Cli.Tests.Docs;

/// <summary>Functions that the guides tell to disable are functions of the app, which docs/settings.md lists.</summary>
public sealed partial class FunctionNameTests
{
    [Fact]
    public void Functions_to_disable_are_there()
    {
        var known = Guide.Open("docs/settings.md").Tables.Single(t => t[0][0] == "function").Skip(1).Select(r => r[0].Trim('`')).ToHashSet();
        var told = Guide.All.SelectMany(page => Disabled().Matches(page.Text)).Select(m => m.Groups["name"].Value)
            .Concat(Guide.Open("docs/operations.md").Tables.Single(t => t[0][^1] == "disable").Skip(1).SkipLast(1).SelectMany(r => Name().Matches(r[1]).Select(m => m.Groups["name"].Value)))
            .ToList();
        Assert.True(told.Count >= 8, $"{told.Count} are named.");
        Assert.DoesNotContain(told, name => !known.Contains(name));
    }

    [GeneratedRegex(@"AzureWebJobs\.(?<name>\w+)\.Disabled")]
    private static partial Regex Disabled();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+)`")]
    private static partial Regex Name();
}
