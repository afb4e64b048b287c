using System.Security.Cryptography;
using DataRights.Export;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Export.Resume;

/// <summary>An export that is stopped goes on, and its archive is the one that an undisturbed run makes, byte for byte.</summary>
public abstract class ResumeTests(ExportFormat format)
{
    private static readonly ExportOptions Small = new() { BlockSize = 2048, PartSize = 2500, CheckpointBytes = 1 };

    public sealed class OfJson() : ResumeTests(ExportFormat.Json);

    public sealed class OfNdjson() : ResumeTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : ResumeTests(ExportFormat.Csv);

    [Fact]
    public async Task Checkpoints_leave_no_trace_in_the_archive()
    {
        var with = New();
        var written = 0;
        with.Store.BeforeWrite = operation => written += operation == "write" ? 1 : 0;
        var archive = await with.ExportAsync();

        Assert.Equal(await UndisturbedAsync(), archive.Bytes);
        Assert.True(written >= 9, $"{written} pages of the journal.");
        Assert.Empty((await archive.VerifyAsync()).Findings);
        Assert.Equal([ObjectNames.Archive(with.Request.Record.Id)], with.Store.Everything().Select(o => o.Name));
    }

    [Fact]
    public async Task A_small_export_writes_no_journal()
    {
        var harness = new ExportHarness(format);
        harness.Store.BeforeWrite = operation => Assert.NotEqual("write", operation);

        await harness.ExportAsync();
    }

    [Fact]
    public async Task An_export_stopped_at_any_effect_or_checkpoint_makes_the_same_archive()
    {
        var undisturbed = await UndisturbedAsync();
        var (crashes, restarts) = (0, 0);
        for (var point = 0; ; point++)
        {
            var harness = New();
            var run = harness.Request.Start("users", "7");
            if (!await CrashAsync(harness, run, point))
            {
                break;
            }

            crashes++;
            var archive = await harness.ExportAsync();
            Assert.Equal(undisturbed, archive.Bytes);
            Assert.Single(harness.Request.Ledger, e => e.Code == LedgerCodes.Archived && e.Facts["sha256"] == harness.Request.Record.Archive!.Sha256);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(archive.Bytes)), harness.Request.Record.Archive!.Sha256);
            Assert.Equal(["export:users", "export:orders", "export:scores", "export:files"], harness.Request.Record.Steps.Select(s => s.Name));
            Assert.Equal([ObjectNames.Archive(harness.Request.Record.Id)], harness.Store.Everything().Select(o => o.Name));
            Assert.Equal(0, harness.Main.OpenSnapshots);
            restarts += harness.Request.Ledger.Count(e => e.Code == LedgerCodes.ArchiveRestarted);
        }

        // Only what dies before its first checkpoint begins again.
        Assert.True(crashes > 40 && restarts <= 4, $"{crashes} crashes, {restarts} restarts.");
    }

    [Fact]
    public async Task An_export_in_slices_of_one_file_each_makes_the_same_archive()
    {
        var harness = New();
        var slices = 0;
        JobResult result;
        do
        {
            var run = harness.Request.Start("users", "7");
            run.IsSliceUsedUp = () => true;
            result = await harness.RunAsync(run);
            slices++;
        }
        while (result.Kind == JobResultKind.Continue);

        Assert.Equal(JobResultKind.Completed, result.Kind);
        Assert.True(slices >= 10, $"{slices} slices.");
        Assert.Equal(await UndisturbedAsync(), harness.Bytes);
        Assert.DoesNotContain(harness.Request.Ledger, e => e.Code == LedgerCodes.ArchiveRestarted);
    }

    [Fact]
    public async Task Nothing_that_was_staged_before_the_last_checkpoint_is_staged_again()
    {
        var staged = new List<string>();
        var harness = New();
        harness.Store.Staged = (id, _) => staged.Add(id);
        var run = harness.Request.Start("users", "7");
        run.IsSliceUsedUp = () => staged.Count > 3;
        Assert.Equal(JobResultKind.Continue, (await harness.RunAsync(run)).Kind);
        var first = staged.Count;

        await harness.ExportAsync();

        Assert.Equal(staged, harness.Store.LastCommit);
        Assert.All(staged.Skip(first), id => Assert.StartsWith("e0000000002-", id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_view_of_a_source_is_listed()
    {
        var harness = New();
        var run = harness.Request.Start("users", "7");
        run.IsSliceUsedUp = () => true;
        await harness.RunAsync(run);
        harness.Clock.Advance(TimeSpan.FromHours(2));

        var bag = await harness.ExportAsync();

        Assert.Equal(["2026-03-04T05:09:08Z", "2026-03-04T07:09:08Z"], bag.Json("data/about.json").GetProperty("snapshots").EnumerateArray().Select(s => s.GetProperty("takenAt").GetString()));
        Assert.Equal("2026-03-04T05:09:08Z", bag.Json("data/about.json").GetProperty("request").GetProperty("collected").GetString());
        Assert.Empty((await bag.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task A_table_without_positions_is_read_whole_in_one_slice()
    {
        var harness = New();
        harness.Orders.HasPositions = false;
        var run = harness.Request.Start("users", "7");
        run.IsSliceUsedUp = () => true;
        while ((await harness.RunAsync(run)).Kind == JobResultKind.Continue)
        {
            run = harness.Request.Start("users", "7");
            run.IsSliceUsedUp = () => true;
        }

        Assert.Equal(await UndisturbedAsync(), harness.Bytes);
    }

    private ExportHarness New() => New(Small);

    /// <summary>With files whose names some system takes for one, so that the names given out matter.</summary>
    private ExportHarness New(ExportOptions options)
    {
        var harness = new ExportHarness(format) { Options = options };
        harness.Uploads.Put("uploads/7/Notes.txt", [1]).Put("uploads/7/NOTES.TXT", [2]).Put("uploads/7/notes.txt/under", [3]);
        return harness;
    }

    private async Task<byte[]> UndisturbedAsync() => (await New(Small with { CheckpointBytes = long.MaxValue }).ExportAsync()).Bytes;

    private static async Task<bool> CrashAsync(ExportHarness harness, FakeRun run, int point)
    {
        var seen = 0;
        void Crash(string _)
        {
            if (Interlocked.Increment(ref seen) > point)
            {
                throw new CrashException();
            }
        }

        harness.Store.BeforeWrite = Crash;
        run.BeforeCheckpoint = _ => Crash("checkpoint");
        try
        {
            await harness.RunAsync(run);
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
        finally
        {
            harness.Store.BeforeWrite = null;
        }
    }

    private sealed class CrashException : Exception;
}
