using System.IO.Compression;
using System.Text.Json;
using DataRights.Mapping;
using Xunit;

namespace DataRights.Tests.Export.Pages;

/// <summary>The pages in Chromium, with content that means harm; what is looked at is told in <c>tests/services/check-pages.mjs</c>.</summary>
public sealed class BrowserTests : IDisposable
{
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQaDgAAAH0AVG6YzPlAAAAAElFTkSuQmCC");

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>", "</td></tr></table></main><script>alert(3)</script>", "' onmouseover='alert(4)' autofocus onfocus='alert(5)",
        "javascript:alert(6)", "<a href=\"javascript:alert(7)\">x</a>", "<style>*{display:none}</style>", "<svg onload=alert(8)>", "<iframe src=\"https://example.org/\"></iframe>",
        "<meta http-equiv=\"refresh\" content=\"0;url=https://example.org/\">", "<link rel=stylesheet href=//example.org/x.css>", "<!-- ", "]]>", "{{constructor.constructor('alert(9)')()}}",
        "</script><script>alert(10)</script>", "&lt;b&gt;", "<base href=\"https://example.org/\">", "<form action=https://example.org/><button>Go</button></form>", "url(https://example.org/x.png)",
        new string('W', 450), "שלום עולם, 123", "مرحبا <b>بالعالم</b>", "\u2067isolate without an end", "2026-02-30", "2026-02-03", "=HYPERLINK(\"https://example.org\")",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("datarights-pages-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Hostile_content_does_nothing_in_Chromium_and_every_page_meets_WCAG_AA()
    {
        var harness = Harness();
        harness.Map = harness.Map with { Controller = harness.Map.Controller with { Language = PageLanguage.German } };
        harness.Uploads.Put("uploads/7/picture.png", Picture).Put("uploads/7/<img src=x onerror=alert(1)>.png", Picture).Put("uploads/7/javascript:alert(1).txt", [1])
            .Put("uploads/7/\u202Egnp.exe", [1]).Put("uploads/7/" + new string('n', 200) + ".txt", [1]);

        var result = await JudgeAsync(await UnpackAsync(harness));

        Assert.Empty(Strings(result, "problems").Take(5));
        Assert.Contains("pages/orders-2.html", Strings(result, "pages"));
        var cells = Strings(result, "cells").ToHashSet(StringComparer.Ordinal);
        Assert.All(Hostile.Where(h => h != "2026-02-03"), h => Assert.Contains(h, cells));
        Assert.Contains("3. Februar 2026", cells);
        Assert.Contains("⟦U+202E⟧gnp.exe", cells);
        Assert.Contains("<img src=x onerror=alert(1)>.png", cells);
    }

    [Fact]
    public async Task The_judge_notices_damage()
    {
        var data = await UnpackAsync(Harness());
        var path = Path.Combine(data, "index.html");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, page.Replace("<main>",
            "<main><script>alert(1)</script><img alt=\"\" src=\"https://example.org/x.png\"><input>" + "<pre>" + new string('W', 200) + "</pre>", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var problems = Strings(await JudgeAsync(data), "problems").ToList();

        foreach (var problem in new[] { "script-src", "img-src", "axe label", "wider than the screen", "a field that does nothing" })
        {
            Assert.Contains(problems, p => p.Contains(problem, StringComparison.Ordinal));
        }
    }

    private static ExportHarness Harness()
    {
        var harness = new ExportHarness { Options = new() { PageRows = 20 } };
        harness.Main = new("main", harness.Clock, harness.Users,
            new("orders", ExportMap.OrderColumns, Hostile.Select((text, i) => new object?[] { (long)i + 1, 7L, 12.50m + i, text })), harness.Scores);
        harness.Uploads.Put("uploads/7/photo.JPG", Picture);
        return harness;
    }

    private async Task<string> UnpackAsync(ExportHarness harness)
    {
        var bag = await harness.ExportAsync();
        await ZipFile.ExtractToDirectoryAsync(new MemoryStream(bag.Bytes), folder, TestContext.Current.CancellationToken);
        return Path.Combine(folder, bag.Folder, "data");
    }

    private static async Task<JsonElement> JudgeAsync(string data)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Tool.Services, "node_modules")), "The npm packages of tests/services are not installed; ./test does it.");
        var (code, output) = await Tool.RunAsync("node", Path.Combine(Tool.Services, "check-pages.mjs"), data);
        Assert.Equal(0, code);
        var result = JsonDocument.Parse(output).RootElement;
        Assert.SkipWhen(result.TryGetProperty("missing", out _), "Chromium is not installed.");
        return result;
    }

    private static IEnumerable<string> Strings(JsonElement result, string property) => result.GetProperty(property).EnumerateArray().Select(e => e.GetString()!);
}
