using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Docs;

/// <summary>Every link between pages leads to a file that is there, and to a heading that it has.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Links_lead_to_files_and_headings_that_are_there()
    {
        var offenders = string.Join('\n', Guide.All.SelectMany(page => page.Links.Where(link => !Leads(page, link)).Select(link => $"{page.Name}: {link}")));
        Assert.True(offenders.Length == 0, offenders);
    }

    [Theory]
    [InlineData("docs/operations.md", "settings.md", true)]
    [InlineData("docs/operations.md", "settings.md#functions", true)]
    [InlineData("docs/operations.md", "#deploy", true)]
    [InlineData("docs/operations.md", "#deplyo", false)]
    [InlineData("docs/operations.md", "setings.md", false)]
    [InlineData("docs/operations.md", "settings.md#function", false)]
    [InlineData("docs/operations.md", "../src/DataRights.Api", true)]
    public void A_link_is_judged_by_file_and_heading(string page, string link, bool leads) => Assert.Equal(leads, Leads(Guide.Open(page), link));

    private static bool Leads(Guide page, string link)
    {
        var (path, anchor) = link.Split('#', 2) is [var p, var a] ? (p, a) : (link, null);
        var target = path.Length == 0 ? page.Name : Path.GetRelativePath(RepositoryRoot.Path, Path.GetFullPath(Path.Combine(RepositoryRoot.Path, Path.GetDirectoryName(page.Name)!, path)));
        var file = RepositoryRoot.Combine(target);
        return anchor is null ? File.Exists(file) || Directory.Exists(file) : File.Exists(file) && Guide.Open(target).Anchors.Contains(anchor);
    }
}
