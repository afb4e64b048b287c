using System.IO.Compression;
using DataRights.Export;
using DataRights.Requests;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Export.Resume;

/// <summary>A large file that was interrupted is read again, and nothing of it that is staged is staged again.</summary>
public sealed class ResumeFileTests
{
    private const int MiB = 1024 * 1024;
    private const string Name = "uploads/7/large.bin";

    private static readonly ExportOptions Small = new() { BlockSize = 256 * 1024, PartSize = 2500, CheckpointBytes = 1 };

    [Theory]
    [InlineData((3 * MiB) + 7, "large.bin")]
    [InlineData(3 * MiB, "large.bin")]
    [InlineData((2 * MiB) + 1, "large.jpg")]
    public async Task A_file_in_slices_of_a_chunk_each_is_the_same(int length, string name)
    {
        var undisturbed = New(length, name);
        undisturbed.Options = Small with { CheckpointBytes = long.MaxValue, CheckpointEvery = TimeSpan.MaxValue };
        await undisturbed.ExportAsync();
        var harness = New(length, name);
        var staged = new List<string>();
        harness.Store.Staged = (id, _) => { lock (staged) { staged.Add(id); } };

        var slices = await SliceAsync(harness);

        Assert.Equal(undisturbed.Bytes, harness.Bytes);
        Assert.Equal(staged.Order(StringComparer.Ordinal), harness.Store.LastCommit.Order(StringComparer.Ordinal));
        Assert.True(slices > 10, $"{slices} slices.");
        using var zip = new ZipArchive(new MemoryStream(harness.Bytes));
        Assert.Single(zip.Entries, e => e.FullName.EndsWith(name, StringComparison.Ordinal) && e.Length == length);
        Assert.Empty((await new ExportedBag(harness.Bytes).VerifyAsync()).Findings);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("altered under its version")]
    [InlineData("gone")]
    public async Task A_file_that_is_another_when_the_export_goes_on_is_copied_anew_or_listed_as_missing(string how)
    {
        var harness = New(3 * MiB, "large.bin");
        await SliceAsync(harness, () => harness.Request.Record.Steps.Count == 3 && harness.Store.Everything().Sum(o => (long)o.Content.Length) > MiB);
        var other = Content(3 * MiB, seed: 8);
        switch (how)
        {
            case "changed": harness.Uploads.Put(Name, other); break;
            case "altered under its version": harness.Uploads.Wrap = (item, stream) => item.Name == Name ? new MemoryStream(other) : stream; break;
            default: await harness.Uploads.DeleteAsync(new FileItem(Name, 0, default, ""), TestContext.Current.CancellationToken); break;
        }

        await SliceAsync(harness);

        var bag = new ExportedBag(harness.Bytes);
        Assert.Empty((await bag.VerifyAsync()).Findings);
        Assert.Equal(how != "gone", bag.Paths.Contains("data/files/files/large.bin"));
        Assert.Equal(how == "gone" ? ["files/large.bin"] : [], bag.Missing("file-gone"));
        Assert.Contains("data/files/files/notes.txt", bag.Paths);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_listed_once_however_often_the_export_is_interrupted()
    {
        string[] names = [Name, "uploads/7/lost.pdf", "uploads/7/notes.txt"];
        var undisturbed = New(3 * MiB, "large.bin");
        undisturbed.Locator.Named = names;
        await undisturbed.RunAsync();
        var harness = New(3 * MiB, "large.bin");
        harness.Locator.Named = names;

        await SliceAsync(harness);

        Assert.Equal(undisturbed.Bytes, harness.Bytes);
        Assert.Equal(["files/uploads/7/lost.pdf"], new ExportedBag(harness.Bytes).Missing("file-missing"));
    }

    private static ExportHarness New(int length, string name)
    {
        var harness = new ExportHarness { Options = Small };
        harness.Uploads.Put($"uploads/7/{name}", Content(length, seed: 7));
        return harness;
    }

    private static byte[] Content(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    /// <summary>Runs slice after slice to the end, or until it is enough; returns how many there were.</summary>
    private static async Task<int> SliceAsync(ExportHarness harness, Func<bool>? enough = null)
    {
        for (var slices = 1; ; slices++)
        {
            var run = harness.Request.Start("users", "7");
            run.IsSliceUsedUp = () => true;
            if ((await harness.RunAsync(run)).Kind == JobResultKind.Completed || enough?.Invoke() == true)
            {
                return slices;
            }
        }
    }
}
