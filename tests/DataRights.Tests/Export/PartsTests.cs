using DataRights.Export;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>A large archive is several bags, each complete in itself.</summary>
public abstract class PartsTests(ExportFormat format)
{
    private static readonly ExportOptions Small = new() { BlockSize = 2048, PartSize = 2500, ArchiveSize = 15_000 };

    public sealed class OfJson() : PartsTests(ExportFormat.Json);

    public sealed class OfNdjson() : PartsTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : PartsTests(ExportFormat.Csv);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_part_holds_by_itself_and_lists_all_of_them()
    {
        var harness = new ExportHarness(format) { Options = Small };
        var large = new byte[20_000];
        new Random(5).NextBytes(large);
        harness.Uploads.Put("uploads/7/large.bin", large);

        Assert.Equal(JobResultKind.Completed, (await harness.RunAsync()).Kind);

        var archive = harness.Request.Record.Archive!;
        var bags = Bags(harness);
        Assert.True(bags.Count >= 3, $"{bags.Count} parts.");
        Assert.Equal(bags.Count, archive.Parts.Count);
        Assert.Equal((bags.Sum(b => (long)b.Bytes.Length), archive.Parts[0].Sha256), (archive.Bytes, archive.Sha256));
        long rows = 0;
        foreach (var (bag, number) in bags.Select((b, i) => (b, i + 1)))
        {
            var report = await bag.VerifyAsync();
            Assert.Empty(report.Findings);
            rows += report.Rows;
            var about = bag.Json("data/about.json");
            Assert.Equal((number, bags.Count), (about.GetProperty("part").GetInt32(), about.GetProperty("parts").GetArrayLength()));
            Assert.Equal($"{bag.Folder}.zip", about.GetProperty("parts")[number - 1].GetProperty("file").GetString());
            Assert.Equal(report.Rows, about.GetProperty("parts")[number - 1].GetProperty("rows").GetInt64());
            Assert.Contains($"Bag-Count: {number} of {bags.Count}\n", bag.Text("bag-info.txt"), StringComparison.Ordinal);
            Assert.All(archive.Parts, p => Assert.Contains(p.DownloadName, bag.Text("data/index.html"), StringComparison.Ordinal));
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bag.Bytes)), archive.Parts[number - 1].Sha256);
            AssertPagesLead(bag);
        }

        Assert.Equal((122, 122), (rows, archive.Rows));
        Assert.Equal(5, archive.Files);
        Assert.Single(bags, b => b.Paths.Contains("data/files/files/large.bin") && b.Paths.Count(p => p.StartsWith("data/files/", StringComparison.Ordinal)) == 1);
        Assert.Empty((await ArchiveVerifier.VerifyAllAsync([.. bags.Select(b => new MemoryStream(b.Bytes))], Token)).Findings);
    }

    [Fact]
    public async Task Parts_that_miss_one_or_hold_one_twice_do_not_hold_together()
    {
        var harness = new ExportHarness(format) { Options = Small };
        await harness.RunAsync();
        var bags = Bags(harness);

        Task<ArchiveReport> VerifyAsync(IEnumerable<ExportedBag> some) => ArchiveVerifier.VerifyAllAsync([.. some.Select(b => new MemoryStream(b.Bytes))], Token);
        Assert.Contains(await FindingsAsync(VerifyAsync(bags.Skip(1))), f => f.Contains("Part 1", StringComparison.Ordinal));
        Assert.Contains(await FindingsAsync(VerifyAsync(bags.Append(bags[1]))), f => f.Contains("twice", StringComparison.Ordinal));
        var other = new ExportHarness(format) { Options = Small, Request = new(ExportHarness.Record(RequestKind.Access) with { Id = "019c0000-0000-7000-8000-000000000002", Format = format }) };
        await other.RunAsync();
        Assert.Contains(await FindingsAsync(VerifyAsync([.. bags.Take(bags.Count - 1), Bags(other)[^1]])), f => f.Contains("another archive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_archive_in_parts_that_is_stopped_and_goes_on_is_the_same()
    {
        var whole = new ExportHarness(format) { Options = Small };
        await whole.RunAsync();
        var sliced = new ExportHarness(format) { Options = Small with { CheckpointBytes = 1 } };
        JobResult result;
        do
        {
            var run = sliced.Request.Start("users", "7");
            run.IsSliceUsedUp = () => true;
            result = await sliced.RunAsync(run);
        }
        while (result.Kind == JobResultKind.Continue);

        Assert.Equal(Bags(whole).Select(b => b.Bytes), Bags(sliced).Select(b => b.Bytes));
        Assert.Equal(whole.Request.Record.Archive, sliced.Request.Record.Archive);
        Assert.Equal(Bags(sliced).Count, sliced.Store.Everything().Count);
    }

    [Fact]
    public async Task All_parts_are_destroyed()
    {
        var harness = new ExportHarness(format) { Options = Small };
        await harness.RunAsync();

        await new ArchiveStore(harness.Store).DestroyAsync(harness.Request.Record, Token);

        Assert.Empty(harness.Store.Everything());
    }

    [Fact]
    public async Task A_run_stopped_between_two_commits_commits_the_rest()
    {
        var harness = new ExportHarness(format) { Options = Small };
        var commits = 0;
        harness.Store.BeforeWrite = operation =>
        {
            if (operation == "commit" && ++commits == 2)
            {
                throw new IOException();
            }
        };
        await Assert.ThrowsAsync<IOException>(() => harness.RunAsync());
        harness.Store.BeforeWrite = operation => Assert.NotEqual("stage", operation);

        Assert.Equal(JobResultKind.Completed, (await harness.RunAsync()).Kind);

        Assert.All(Bags(harness), b => Assert.NotEmpty(b.Paths));
    }

    /// <summary>Every link of every page leads to a file of the same part.</summary>
    private static void AssertPagesLead(ExportedBag bag)
    {
        var paths = bag.Paths.ToHashSet();
        foreach (var page in paths.Where(p => p.EndsWith(".html", StringComparison.Ordinal) && !p.StartsWith("data/files/", StringComparison.Ordinal)))
        {
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(bag.Text(page), "(?:href|src)=\"([^\"#:]+)\""))
            {
                var target = new Uri(new Uri($"file:///{page}"), Uri.UnescapeDataString(System.Net.WebUtility.HtmlDecode(link.Groups[1].Value)).Replace("?", "%3F", StringComparison.Ordinal)).LocalPath.TrimStart('/');
                Assert.True(paths.Contains(target) || target.Contains('<', StringComparison.Ordinal), $"{page} leads to {target}, which is not in the part.");
            }
        }
    }

    private static async Task<IReadOnlyList<string>> FindingsAsync(Task<ArchiveReport> report) => (await report).Findings;

    private static List<ExportedBag> Bags(ExportHarness harness) =>
        [.. harness.Request.Record.Archive!.AllParts.Select(p => new ExportedBag(harness.Store.Bytes(p.ObjectName)!))];
}
