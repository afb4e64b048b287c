using DataRights.Requests;
using DataRights.Storage;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Export;

public abstract class ExportGapTests(ExportFormat format)
{
    public sealed class OfJson() : ExportGapTests(ExportFormat.Json);

    public sealed class OfNdjson() : ExportGapTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : ExportGapTests(ExportFormat.Csv);

    private readonly ExportHarness harness = new(format);

    [Fact]
    public async Task A_missing_table_and_a_missing_column_are_listed_and_the_rest_is_exported()
    {
        harness.Main = new("main", harness.Clock, new("users", [.. ExportMap.UserColumns.Where(c => c.Name != "name")], [[.. ExportMap.UserRow.Where((_, i) => i != 1)]]), harness.Orders);

        var bag = await harness.ExportAsync();

        Assert.Equal(["scores/"], bag.Missing("table-missing"));
        Assert.Equal(["users/name"], bag.Missing("column-missing"));
        Assert.Equal(120, bag.Rows("main.orders").Count);
        Assert.Empty((await bag.VerifyAsync()).Findings);
        Assert.Contains("table-missing: collection 'scores' of source 'main'", harness.Request.Record.Findings);
    }

    [Fact]
    public async Task A_source_that_fails_for_good_is_listed_and_one_that_may_recover_is_thrown()
    {
        harness.Main.Failure = new SourceException("main", "postgres-28P01", transient: false);
        var bag = await harness.ExportAsync();
        Assert.Single(bag.Missing("source-failed"));
        Assert.Contains("postgres-28P01", bag.Text("data/index.html"), StringComparison.Ordinal);
        Assert.Contains("data/files/files/notes.txt", bag.Paths);

        var other = new ExportHarness(format);
        other.Main.Failure = new SourceException("main", "unreachable", transient: true);
        await Assert.ThrowsAsync<SourceException>(() => other.RunAsync());
    }

    [Fact]
    public async Task A_read_that_breaks_off_leaves_whole_rows_and_says_so()
    {
        harness.Orders.Failure = (50, new SourceException("main", "postgres-XX001", transient: false));

        var bag = await harness.ExportAsync();

        Assert.Equal(50, bag.Rows("main.orders").Count);
        Assert.Equal(["orders/"], bag.Missing("read-failed"));
        Assert.Empty((await bag.VerifyAsync()).Findings);
        Assert.Equal("archived-with-gaps", (await harness.RunAsync()).Outcome);
    }

    [Fact]
    public async Task A_row_that_fails_half_way_leaves_no_trace()
    {
        var broken = new DataRights.Testing.Fakes.FakeValue(w => throw new SourceException("main", "bad-value", transient: false));
        harness.Main = new("main", harness.Clock, harness.Users, new("orders", ExportMap.OrderColumns, [[1L, 7L, 1m, "a"], [2L, 7L, 1m, broken]]), harness.Scores);

        var bag = await harness.ExportAsync();

        Assert.Single(bag.Rows("main.orders"));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_listed_and_its_name_stays_out_of_the_findings()
    {
        harness.Uploads.BeforeOpen = file =>
        {
            if (file.Name.EndsWith("notes.txt", StringComparison.Ordinal))
            {
                harness.Uploads.DeleteAsync(file, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            }
        };

        var bag = await harness.ExportAsync();

        Assert.Equal(["files/notes.txt"], bag.Missing("file-gone"));
        Assert.DoesNotContain(harness.Request.Record.Findings, f => f.Contains("notes", StringComparison.Ordinal));
        Assert.Equal(3, harness.Request.Record.Archive!.Files);
    }

    [Fact]
    public async Task A_file_that_a_record_names_and_the_store_does_not_have_is_listed()
    {
        harness.Locator.Named = ["uploads/7/notes.txt", "uploads/7/lost.pdf"];

        var bag = await harness.ExportAsync();

        Assert.Equal(["files/uploads/7/lost.pdf"], bag.Missing("file-missing"));
        Assert.Equal(1, harness.Request.Record.Archive!.Files);
        Assert.Contains("lost.pdf", bag.Text("data/index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain(harness.Request.Record.Findings, f => f.Contains("file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_that_the_pages_do_not_link_are_listed()
    {
        var bag = await harness.ExportAsync();

        var file = Assert.Single(bag.Json("data/about.json").GetProperty("notLinked").EnumerateArray());
        Assert.Equal((ExportHarness.Script + ".html", "files"), (file.GetProperty("file").GetString(), file.GetProperty("collection").GetString()));
        Assert.Contains(file.GetProperty("path").GetString()!, bag.Paths);
    }

    [Fact]
    public async Task A_file_that_changes_is_read_once_more()
    {
        var changes = 0;
        harness.Uploads.BeforeOpen = file =>
        {
            if (file.Name.EndsWith("notes.txt", StringComparison.Ordinal) && changes++ == 0)
            {
                harness.Uploads.Put(file.Name, "newer"u8.ToArray());
            }
        };

        var bag = await harness.ExportAsync();

        Assert.Equal("newer", bag.Text("data/files/files/notes.txt"));
        Assert.Empty(bag.Missing("file-changed"));
    }

    [Fact]
    public async Task A_file_that_keeps_changing_under_the_reader_is_listed_and_the_archive_still_holds()
    {
        harness.Uploads.Put("uploads/7/growing.log", 10, () => new MemoryStream(new byte[4000]));

        var bag = await harness.ExportAsync();

        Assert.Equal(["files/growing.log"], bag.Missing("file-changed"));
        Assert.DoesNotContain("data/files/files/growing.log", bag.Paths);
        Assert.Empty((await bag.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task An_unsafe_prefix_is_listed_and_no_file_is_guessed()
    {
        harness.Locator.Unsafe.Add("files");

        var bag = await harness.ExportAsync();

        Assert.Equal(["files/"], bag.Missing("prefix-unsafe"));
        Assert.DoesNotContain(bag.Paths, p => p.StartsWith("data/files/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_who_was_deleted_since_gets_no_archive_and_is_told_that_nobody_was_found()
    {
        harness.Main = new("main", harness.Clock, new("users", ExportMap.UserColumns, []), new("orders", ExportMap.OrderColumns, []), new("scores", ExportMap.ScoreColumns, []));
        harness.Request = new(ExportHarness.Record(RequestKind.Access) with { Format = format });

        var result = await harness.RunAsync(harness.Request.Start("users", "8"));

        Assert.Equal((JobResultKind.Completed, "subject-not-found"), (result.Kind, result.Outcome));
        Assert.Null(harness.Request.Record.Archive);
        Assert.Null(harness.Store.Bytes(ObjectNames.Archive(harness.Request.Record.Id)));
        Assert.Empty(await harness.Store.ListBlocksAsync(ObjectNames.Archive(harness.Request.Record.Id), TestContext.Current.CancellationToken));
    }
}
