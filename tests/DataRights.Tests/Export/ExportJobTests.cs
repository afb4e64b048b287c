using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Export;

public abstract class ExportJobTests(ExportFormat format)
{
    public sealed class OfJson() : ExportJobTests(ExportFormat.Json);

    public sealed class OfNdjson() : ExportJobTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : ExportJobTests(ExportFormat.Csv);

    [Fact]
    public async Task An_export_leaves_an_archive_that_holds_and_a_record_and_ledger_that_match_it()
    {
        var harness = new ExportHarness(format);

        var bag = await harness.ExportAsync();

        var report = await bag.VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal((3, 122L), (report.Tables, report.Rows));
        var archive = harness.Request.Record.Archive!;
        Assert.Equal((122L, 4L, bag.Bytes.Length, "shop-access-019c0000.zip"), (archive.Rows, archive.Files, archive.Bytes, archive.DownloadName));
        Assert.Equal(harness.Clock.GetUtcNow().AddDays(7), archive.Expires);
        Assert.Equal("shop-access-019c0000", bag.Folder);
        var entry = Assert.Single(harness.Request.Ledger);
        Assert.Equal((LedgerCodes.Archived, archive.Sha256), (entry.Code, entry.Facts["sha256"]));
        Assert.Equal(["export:users", "export:orders", "export:scores", "export:files"], harness.Request.Record.Steps.Select(s => s.Name));
        Assert.Equal(0, harness.Main.OpenSnapshots);
        Assert.True(harness.Store.LargestBlock <= 2048);
    }

    [Fact]
    public async Task The_same_data_and_clock_make_the_same_bytes() =>
        Assert.Equal((await new ExportHarness(format).ExportAsync()).Bytes, (await new ExportHarness(format).ExportAsync()).Bytes);

    [Fact]
    public async Task An_export_killed_at_any_write_or_checkpoint_ends_with_one_archive_that_holds()
    {
        var crashes = 0;
        for (var point = 0; ; point++)
        {
            var harness = new ExportHarness(format);
            var seen = 0;
            void Crash(string _)
            {
                if (seen++ == point)
                {
                    throw new CrashException();
                }
            }

            harness.Store.BeforeWrite = Crash;
            var run = harness.Request.Start("users", "7");
            run.BeforeCheckpoint = _ => Crash("checkpoint");
            try
            {
                await harness.RunAsync(run);
                break;
            }
            catch (CrashException)
            {
                crashes++;
            }

            harness.Store.BeforeWrite = null;
            var bag = await harness.ExportAsync();
            Assert.Empty((await bag.VerifyAsync()).Findings);
            Assert.Single(harness.Request.Ledger, e => e.Code == LedgerCodes.Archived);
            Assert.Equal(bag.Bytes.Length, harness.Request.Record.Archive!.Bytes);
            Assert.Equal(4, harness.Request.Record.Steps.Count);
            Assert.Empty(await harness.Store.ListBlocksAsync(harness.Request.Record.Archive.ObjectName, TestContext.Current.CancellationToken));
            Assert.Equal(0, harness.Main.OpenSnapshots);
        }

        Assert.True(crashes > 10);
    }

    [Fact]
    public async Task An_archive_committed_but_not_recorded_is_found_again_and_not_made_twice()
    {
        var harness = new ExportHarness(format);
        var run = harness.Request.Start("users", "7");
        run.BeforeCheckpoint = _ =>
        {
            if (harness.Store.LastCommit.Count > 0)
            {
                throw new CrashException();
            }
        };
        await Assert.ThrowsAsync<CrashException>(() => harness.RunAsync(run));
        var bytes = harness.Bytes;
        harness.Store.BeforeWrite = _ => Assert.Fail("Nothing may be written again.");

        var result = await harness.RunAsync();

        Assert.Equal(JobResultKind.Completed, result.Kind);
        Assert.Same(bytes, harness.Bytes);
        Assert.Single(harness.Request.Ledger);
        Assert.Equal(JobResultKind.Completed, (await harness.RunAsync()).Kind);
    }

    [Fact]
    public async Task A_restarted_archive_is_in_the_ledger()
    {
        var harness = new ExportHarness(format);
        harness.Store.BeforeWrite = operation =>
        {
            if (operation == "commit")
            {
                throw new CrashException();
            }
        };
        await Assert.ThrowsAsync<CrashException>(() => harness.RunAsync());
        harness.Store.BeforeWrite = null;
        harness.Request.Record = harness.Request.Record with { Checkpoint = null };

        await harness.ExportAsync();

        Assert.Equal([LedgerCodes.ArchiveRestarted, LedgerCodes.Archived], harness.Request.Ledger.Select(e => e.Code));
    }

    [Fact]
    public async Task A_run_that_was_overtaken_commits_nothing()
    {
        var harness = new ExportHarness(format);
        var old = harness.Request.Start("users", "7");
        var overtaken = 0;
        harness.Store.BeforeWrite = operation =>
        {
            // Several blocks are staged at once.
            if (operation == "stage" && Interlocked.Exchange(ref overtaken, 1) == 0)
            {
                harness.Request.Start("users", "7");
            }
        };

        await Assert.ThrowsAsync<FencedException>(() => harness.RunAsync(old));
        harness.Store.BeforeWrite = null;

        Assert.Null(harness.Store.Bytes(ObjectNames.Archive(harness.Request.Record.Id)));
        await harness.ExportAsync();
        Assert.All(harness.Store.LastCommit, id => Assert.StartsWith("e0000000003-", id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_read_is_an_error_and_not_a_new_start()
    {
        var harness = new ExportHarness(format);
        foreach (var checkpoint in new[] { "garbage", "{\"Schema\":2,\"Epoch\":1,\"Prepared\":null,\"Findings\":[]}", "{}" })
        {
            harness.Request.Record = harness.Request.Record with { Checkpoint = checkpoint };
            await Assert.ThrowsAsync<RequestCorruptException>(() => harness.RunAsync());
        }
    }

    [Fact]
    public async Task Portability_holds_what_was_provided_on_consent_or_contract_and_lists_the_rest()
    {
        var harness = new ExportHarness(format) { Request = new FakeRequest(ExportHarness.Record(RequestKind.Portability) with { Format = format }) };

        var bag = await harness.ExportAsync();

        Assert.Equal("shop-portability-019c0000", bag.Folder);
        Assert.DoesNotContain(bag.Paths, p => p.StartsWith("data/tables/main/scores", StringComparison.Ordinal));
        Assert.False(bag.Rows("main.users")[0].ContainsKey("ratio"));
        Assert.Contains("data/files/files/notes.txt", bag.Paths);
        Assert.Equal(["users/ratio", "scores/"], bag.Missing("out-of-scope"));
    }

    private sealed class CrashException : Exception;
}
