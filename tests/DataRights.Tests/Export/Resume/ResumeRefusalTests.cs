using System.Text;
using DataRights.Export;
using DataRights.Export.Resume;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Export.Resume;

/// <summary>What an export does when it cannot go on where it stopped, and when it is not to.</summary>
public sealed class ResumeRefusalTests
{
    private static readonly ExportOptions Small = new() { BlockSize = 2048, PartSize = 2500, CheckpointBytes = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_archive_whose_staged_blocks_the_store_has_dropped_starts_again_and_the_ledger_says_so()
    {
        var harness = await BegunAsync();
        await harness.Store.DiscardBlocksAsync(ObjectNames.Archive(harness.Request.Record.Id), Token);

        var bag = await harness.ExportAsync();

        Assert.Empty((await bag.VerifyAsync()).Findings);
        Assert.Equal([LedgerCodes.ArchiveRestarted, LedgerCodes.Archived], harness.Request.Ledger.Select(e => e.Code));
    }

    [Fact]
    public async Task A_prepared_archive_whose_blocks_are_gone_starts_again()
    {
        var harness = New();
        harness.Store.BeforeWrite = operation => Assert.NotEqual("commit", operation);
        await Assert.ThrowsAnyAsync<Exception>(() => harness.RunAsync());
        harness.Store.BeforeWrite = null;
        await harness.Store.DiscardBlocksAsync(ObjectNames.Archive(harness.Request.Record.Id), Token);

        Assert.Empty((await (await harness.ExportAsync()).VerifyAsync()).Findings);
        Assert.Contains(harness.Request.Ledger, e => e.Code == LedgerCodes.ArchiveRestarted);
    }

    [Fact]
    public async Task A_map_that_was_changed_in_between_starts_the_archive_again_and_the_ledger_says_so()
    {
        var harness = await BegunAsync();
        harness.Map = harness.Map with { Hash = new string('b', 64) };

        var bag = await harness.ExportAsync();

        Assert.Equal(new string('b', 64), harness.Request.Record.MapHash);
        Assert.Contains(harness.Request.Ledger, e => e.Code == LedgerCodes.ArchiveRestarted);
        Assert.Equal(new string('b', 64), bag.Json("data/about.json").GetProperty("request").GetProperty("dataMap").GetString());
    }

    [Fact]
    public async Task A_damaged_journal_raises()
    {
        var harness = await BegunAsync();
        var page = await PageAsync(harness);
        await harness.Store.TryWriteAsync(page.Name, page.Content.Reverse().ToArray(), WriteCondition.None, Token);
        await Assert.ThrowsAsync<RequestCorruptException>(() => harness.RunAsync());

        await harness.Store.DeleteAsync(page.Name, WriteCondition.None, Token);
        var missing = await Assert.ThrowsAsync<StoreException>(() => harness.RunAsync());
        Assert.Equal(("working-data-missing", false), (missing.Code, missing.IsTransient));
        Assert.DoesNotContain(harness.Request.Ledger, e => e.Code == LedgerCodes.ArchiveRestarted);
    }

    [Fact]
    public async Task A_journal_of_a_version_that_is_not_known_raises()
    {
        var harness = await BegunAsync();
        var journal = new ExportJournal(harness.Store, harness.Keys, harness.Request.Record.Id);
        var head = await journal.WriteAsync(new JournalPage { Schema = 99, Collected = ExportHarness.Start }, 1, Token);
        harness.Request.Record = harness.Request.Record with { Checkpoint = new ExportProgress { Journal = head }.ToString() };

        await Assert.ThrowsAsync<RequestCorruptException>(() => harness.RunAsync());
    }

    [Fact]
    public async Task Nothing_personal_is_readable_in_the_journal_or_the_record()
    {
        var harness = await BegunAsync(slices: 8);
        var pages = harness.Store.Everything().Where(o => o.Name.StartsWith(ObjectNames.Work, StringComparison.Ordinal)).ToList();
        Assert.True(pages.Count > 5);
        var text = string.Concat(pages.Select(p => p.Name + Encoding.Latin1.GetString(p.Content))) + harness.Request.Record.Checkpoint;
        Assert.All((string[])["notes.txt", "order 1", "żółć", "AB1234567", "photo"], secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_run_that_was_overtaken_at_any_effect_takes_nothing_from_the_one_that_overtook_it()
    {
        var undisturbed = (await New().ExportAsync()).Bytes;
        var points = 0;
        for (var point = 1; ; point += 3)
        {
            var harness = New();
            var old = harness.Request.Start("users", "7");
            var (seen, overtaken) = (0, false);
            harness.Store.BeforeWrite = _ =>
            {
                if (Interlocked.Increment(ref seen) == point)
                {
                    harness.Store.BeforeWrite = null;
                    harness.ExportAsync().GetAwaiter().GetResult();
                    overtaken = true;
                }
            };
            try
            {
                await harness.RunAsync(old);
            }
            catch (Exception e) when (e is FencedException or StoreException)
            {
                // It noticed.
            }

            if (!overtaken)
            {
                break;
            }

            points++;
            Assert.Equal(undisturbed, harness.Bytes);
            Assert.Equal(undisturbed.Length, harness.Request.Record.Archive!.Bytes);
            Assert.Single(harness.Request.Ledger, e => e.Code == LedgerCodes.Archived);
        }

        Assert.True(points > 10, $"{points} points.");
    }

    [Fact]
    public async Task An_export_whose_work_was_destroyed_under_it_notices_before_it_is_released()
    {
        var harness = await BegunAsync();
        var run = harness.Request.Start("users", "7");
        run.BeforeCheckpoint = n => harness.Request.Record = n == 0 ? harness.Request.Record with { Checkpoint = null } : harness.Request.Record;

        var trouble = await Assert.ThrowsAsync<StoreException>(() => harness.RunAsync(run));

        Assert.Equal(("work-destroyed", true), (trouble.Code, trouble.IsTransient));
        Assert.Null(harness.Request.Record.Archive);
    }

    [Fact]
    public async Task A_source_that_fails_for_good_in_between_leaves_what_was_read_of_it_and_a_gap()
    {
        // Stopped inside the table of orders.
        var harness = await BegunAsync(slices: 2);
        harness.Main.Failure = new SourceException("main", "gone", transient: false);

        var bag = await harness.ExportAsync();

        Assert.Empty((await bag.VerifyAsync()).Findings);
        Assert.Equal(["/"], bag.Missing("source-failed"));
        Assert.True(harness.Request.Record.Archive!.Rows is > 10 and < 120);
        Assert.Equal("archived-with-gaps", (await harness.RunAsync()).Outcome);
    }

    [Fact]
    public async Task A_cancelled_export_leaves_nothing_of_what_it_had_made()
    {
        var harness = await BegunAsync();

        await new ArchiveStore(harness.Store).DestroyAsync(harness.Request.Record, Token);

        Assert.Empty(harness.Store.Everything());
    }

    [Fact]
    public async Task The_person_who_was_deleted_in_between_leaves_nothing()
    {
        var harness = await BegunAsync();
        harness.Main = new FakeRowSource("main", harness.Clock, new FakeTable("users", ExportMap.UserColumns, []), new FakeTable("orders", ExportMap.OrderColumns, []), new FakeTable("scores", ExportMap.ScoreColumns, []));

        Assert.Equal("subject-not-found", (await harness.RunAsync()).Outcome);

        Assert.Empty(harness.Store.Everything());
        Assert.Null(harness.Request.Record.Checkpoint);
    }

    private static ExportHarness New() => new() { Options = Small };

    /// <summary>An export that was stopped after so many files or collections.</summary>
    private static async Task<ExportHarness> BegunAsync(int slices = 1)
    {
        var harness = New();
        for (var i = 0; i < slices; i++)
        {
            var run = harness.Request.Start("users", "7");
            run.IsSliceUsedUp = () => true;
            Assert.Equal(JobResultKind.Continue, (await harness.RunAsync(run)).Kind);
        }

        return harness;
    }

    private static async Task<(string Name, byte[] Content)> PageAsync(ExportHarness harness)
    {
        await Task.Yield();
        return harness.Store.Everything().Last(o => o.Name.StartsWith(ObjectNames.Work, StringComparison.Ordinal));
    }
}
