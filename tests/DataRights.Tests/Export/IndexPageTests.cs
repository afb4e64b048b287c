using System.Text.RegularExpressions;
using Xunit;

namespace DataRights.Tests.Export;

public sealed partial class IndexPageTests
{
    [Fact]
    public async Task Hostile_content_is_shown_and_never_becomes_markup()
    {
        var page = (await new ExportHarness().ExportAsync()).Text("data/index.html");

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<title>Your data at Shop &amp; &lt;Sons&gt;</title>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<[^>]*\son\w+\s*=", page);
        Assert.DoesNotMatch(@"(href|src)\s*=\s*""\s*(https?:|javascript:|data:|/)", page);
        Assert.Equal(page.Split("<bdi>").Length, page.Split("</bdi>").Length);
        Assert.Contains($"<bdi>{"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"}{ExportHarness.RightToLeft} =cmd()", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_allows_itself_nothing_but_its_own_style()
    {
        var page = (await new ExportHarness().ExportAsync()).Text("data/index.html");

        var policy = Policy().Match(page).Groups[1].Value.Replace("&#39;", "'", StringComparison.Ordinal);
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'", policy);
    }

    [Fact]
    public async Task Every_link_leads_to_a_file_of_the_archive_and_none_to_one_that_could_run()
    {
        var bag = await new ExportHarness().ExportAsync();

        var links = Link().Matches(bag.Text("data/index.html")).Select(m => Uri.UnescapeDataString(m.Groups[1].Value)).Where(l => l[0] != '#').ToList();

        Assert.All(links, l => Assert.Contains("data/" + l, bag.Paths));
        Assert.Contains("files/files/photo.JPG", links);
        Assert.DoesNotContain(links, l => l.EndsWith(".html", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_shows_fifty_rows_and_cuts_long_cells_with_a_mark()
    {
        var harness = new ExportHarness();
        harness.Main = new("main", harness.Clock, harness.Users,
            new("orders", ExportMap.OrderColumns, Enumerable.Range(1, 51).Select(i => new object?[] { (long)i, 7L, 1m, new string('é', 600) })), harness.Scores);

        var page = (await harness.ExportAsync()).Text("data/index.html");

        Assert.Contains("The first 50 of 51 records", page, StringComparison.Ordinal);
        Assert.Contains(new string('é', 500) + " … (cut)", page, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('é', 501), page, StringComparison.Ordinal);
    }

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Link();
}
