using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DataRights.Mapping;
using Xunit;

namespace DataRights.Tests.Export.Pages;

public sealed partial class PageTests
{
    [Fact]
    public async Task Hostile_content_is_shown_and_never_becomes_markup()
    {
        var bag = await new ExportHarness().ExportAsync();
        var page = bag.Text("data/pages/users.html");

        Assert.Contains("<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;⟦U+202E⟧gnp.exe =cmd()", page, StringComparison.Ordinal);
        Assert.Contains("<title>Your data at Shop &amp; &lt;Sons&gt;</title>", bag.Text("data/index.html"), StringComparison.Ordinal);
        foreach (var html in Pages(bag).Select(bag.Text))
        {
            Assert.Single(Script().Matches(html));
            Assert.DoesNotMatch(@"<[^>]*\son\w+\s*=", html.Replace(Script().Match(html).Value, "", StringComparison.Ordinal));
            Assert.DoesNotMatch(@"(href|src)\s*=\s*""\s*(https?:|javascript:|data:|/)", html);
            Assert.Equal(html.Split("<bdi>").Length, html.Split("</bdi>").Length);
        }
    }

    [Fact]
    public async Task A_page_allows_itself_its_own_style_and_script_and_pictures_only_where_files_are()
    {
        var bag = await new ExportHarness().ExportAsync();

        foreach (var path in Pages(bag))
        {
            var page = bag.Text(path);
            var images = path.EndsWith("/files.html", StringComparison.Ordinal) ? "; img-src 'self' file:" : "";
            Assert.Equal($"default-src 'none'; style-src {Hash(page, "style")}; script-src {Hash(page, "script")}; base-uri 'none'; form-action 'none'; "
                + $"require-trusted-types-for 'script'; trusted-types 'none'{images}",
                Policy().Match(page).Groups[1].Value.Replace("&#39;", "'", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_link_leads_to_a_file_of_the_archive_and_none_to_one_that_could_run()
    {
        var bag = await new ExportHarness().ExportAsync();
        var all = new List<string>();

        foreach (var page in Pages(bag))
        {
            var links = Link().Matches(bag.Text(page)).Select(m => Resolve(page, m.Groups[1].Value)).ToList();
            Assert.NotEmpty(links);
            Assert.All(links, link => Assert.Contains(link, bag.Paths));
            all.AddRange(links);
        }

        Assert.Contains("data/files/files/photo.JPG", all);
        Assert.DoesNotContain(all, l => l.StartsWith("data/files/", StringComparison.Ordinal) && l.EndsWith(".html", StringComparison.Ordinal));
        Assert.All(Pages(bag).Where(p => p != "data/index.html"), p => Assert.Contains(p, all));
    }

    [Fact]
    public async Task A_big_table_goes_on_over_pages_up_to_a_limit_that_the_page_tells_and_long_cells_are_cut_with_a_mark()
    {
        var harness = new ExportHarness { Options = new() { PreviewRows = 5, PageRows = 2 } };
        harness.Main = new("main", harness.Clock, harness.Users,
            new("orders", ExportMap.OrderColumns, Enumerable.Range(1, 51).Select(i => new object?[] { (long)i, 7L, 1m, new string('é', 600) + i })), harness.Scores);

        var bag = await harness.ExportAsync();

        var pages = new[] { "data/pages/orders.html", "data/pages/orders-2.html", "data/pages/orders-3.html" };
        Assert.Equal(pages, bag.Paths.Where(p => p.StartsWith("data/pages/orders", StringComparison.Ordinal)));
        Assert.Contains("Records <bdi>1</bdi> to <bdi>2</bdi> of <bdi>51</bdi>.", bag.Text(pages[0]), StringComparison.Ordinal);
        Assert.Contains("Records <bdi>5</bdi> to <bdi>5</bdi> of <bdi>51</bdi>.", bag.Text(pages[2]), StringComparison.Ordinal);
        Assert.All(pages, p => Assert.Contains("show the first <bdi>5</bdi> of <bdi>51</bdi> records", bag.Text(p), StringComparison.Ordinal));
        Assert.Contains(new string('é', 500) + " … (cut)", bag.Text(pages[0]), StringComparison.Ordinal);
        Assert.DoesNotContain(new string('é', 501), bag.Text(pages[0]), StringComparison.Ordinal);
        Assert.Contains("rel=\"next\" href=\"orders-3.html\"", bag.Text(pages[1]), StringComparison.Ordinal);
        Assert.Contains("rel=\"prev\" href=\"orders.html\"", bag.Text(pages[1]), StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", bag.Text(pages[2]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PageLanguage.English, "en", "2 January 2026 03:04:05 UTC", "12,345,678,901,234,567,890.1200", ">yes<")]
    [InlineData(PageLanguage.German, "de", "2. Januar 2026 03:04:05 UTC", "12.345.678.901.234.567.890,1200", ">ja<")]
    [InlineData(PageLanguage.French, "fr", "2 janvier 2026 03:04:05 UTC", "12\u202F345\u202F678\u202F901\u202F234\u202F567\u202F890,1200", ">oui<")]
    [InlineData(PageLanguage.Chinese, "zh-Hans", "2026年1月2日 03:04:05 UTC", "12,345,678,901,234,567,890.1200", ">是<")]
    public async Task Values_read_in_the_maps_language_and_keep_what_a_machine_reads(PageLanguage language, string tag, string time, string number, string yes)
    {
        var harness = new ExportHarness();
        harness.Map = harness.Map with { Controller = harness.Map.Controller with { Language = language } };

        var bag = await harness.ExportAsync();

        var page = bag.Text("data/pages/users.html");
        Assert.All(Pages(bag), p => Assert.Contains($"<html lang=\"{tag}\"", bag.Text(p), StringComparison.Ordinal));
        Assert.Contains($"<time datetime=\"2026-01-02T03:04:05.123456Z\"><bdi>{time}</bdi></time>", page, StringComparison.Ordinal);
        Assert.Contains($"data-value=\"12345678901234567890.1200\"><bdi>{number}</bdi>", page, StringComparison.Ordinal);
        Assert.Contains(yes, page, StringComparison.Ordinal);
        Assert.Contains($"data-value=\"{long.MaxValue}\"><bdi>{long.MaxValue}</bdi>", page, StringComparison.Ordinal);
        Assert.Equal(tag, bag.Json("data/about.json").GetProperty("language").GetString());
    }

    [Fact]
    public async Task Each_column_says_where_it_comes_from_and_whether_it_is_shown()
    {
        var page = (await new ExportHarness().ExportAsync()).Text("data/pages/users.html");

        Assert.Matches("<bdi>ratio</bdi></td><td><bdi>profile</bdi></td><td>derived from other data</td><td>in full</td>", page);
        Assert.Matches("<bdi>id_number</bdi></td><td><bdi>government id</bdi></td><td>provided by you</td><td>last characters only</td>", page);
        Assert.Matches("<bdi>password_hash</bdi></td><td><bdi>credential</bdi></td><td>provided by you</td><td>left out</td>", page);
        Assert.DoesNotContain("AB1234567", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Pages(ExportedBag bag) =>
        bag.Paths.Where(p => p == "data/index.html" || p.StartsWith("data/pages/", StringComparison.Ordinal));

    private static string Resolve(string page, string link) =>
        Uri.UnescapeDataString(new Uri(new Uri("file:///" + page), link).AbsolutePath)[1..];

    private static string Hash(string page, string element) => "'sha256-" + Convert.ToBase64String(SHA256.HashData(
        Encoding.UTF8.GetBytes(page[(page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2)..page.IndexOf($"</{element}>", StringComparison.Ordinal)]))) + "'";

    [GeneratedRegex("<script>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();
}
