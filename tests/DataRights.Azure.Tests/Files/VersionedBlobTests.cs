using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using DataRights.Azure.Files;
using DataRights.Sources;
using DataRights.Testing;

namespace DataRights.Azure.Tests.Files;

/// <summary>Where the store keeps versions and deleted blobs, a deletion takes all of it, or says until when it comes back.</summary>
public sealed class VersionedBlobTests : IDisposable
{
    private static readonly FileQuery Mine = FileQuery.StartingWith("uploads/7/");
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly VersionedBlobs blobs;
    private readonly BlobFileSource source;

    public VersionedBlobTests()
    {
        blobs = new VersionedBlobs(time);
        var options = new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(blobs, disposeHandler: false)) };
        options.Retry.MaxRetries = 0;
        options.Retry.Mode = RetryMode.Fixed;
        source = new BlobFileSource("uploads", new BlobContainerClient(new Uri("https://account.example/uploads"), options), time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_sees_the_files_of_now_and_a_deletion_everything_that_is_kept()
    {
        blobs.Put("uploads/7/a.txt", 1);
        blobs.Put("uploads/7/a.txt", 2);
        blobs.Put("uploads/7/b.txt", 3);
        blobs.Put("uploads/70/a.txt", 4);

        Assert.Equal([2L, 3L], (await source.ListAsync(Mine, Token).ToListAsync(Token)).Select(f => f.Length));
        Assert.Equal(3, await source.ListKeptAsync(Mine, Token).CountAsync(Token));
    }

    [Fact]
    public async Task A_deletion_leaves_no_version_behind_and_takes_nobody_elses()
    {
        blobs.Put("uploads/7/a.txt", 1);
        blobs.Put("uploads/7/a.txt", 2);
        blobs.Put("uploads/70/a.txt", 4);
        await DeleteAllAsync();

        Assert.Empty(await source.ListKeptAsync(Mine, Token).ToListAsync(Token));
        Assert.Equal(1, blobs.Count);
        Assert.Null(await source.RecoverableUntilAsync(Mine, Token));
    }

    [Fact]
    public async Task Versions_of_a_file_that_is_long_gone_are_found_and_destroyed()
    {
        blobs.Put("uploads/7/a.txt", 1);
        await source.DeleteAsync(new FileItem("uploads/7/a.txt", 1, DateTimeOffset.UnixEpoch, "etag"), Token);
        Assert.Empty(await source.ListAsync(Mine, Token).ToListAsync(Token));
        Assert.Equal(1, blobs.Count);

        await DeleteAllAsync();
        Assert.Equal(0, blobs.Count);
    }

    [Fact]
    public async Task Until_when_deleted_files_come_back_is_told_to_the_day_whenever_it_is_asked()
    {
        blobs.RetentionDays = 14;
        blobs.Put("uploads/7/a.txt", 1);
        blobs.Put("uploads/7/a.txt", 2);
        Assert.Null(await source.RecoverableUntilAsync(Mine, Token));
        await DeleteAllAsync();
        var end = time.GetUtcNow() + TimeSpan.FromDays(14);

        Assert.Empty(await source.ListKeptAsync(Mine, Token).ToListAsync(Token));
        Assert.Equal(end, await source.RecoverableUntilAsync(Mine, Token));
        time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(end, await source.RecoverableUntilAsync(Mine, Token));
        Assert.Null(await source.RecoverableUntilAsync(FileQuery.StartingWith("uploads/8/"), Token));
    }

    [Fact]
    public async Task A_file_under_an_immutability_policy_stops_the_deletion_with_a_code()
    {
        blobs.Put("uploads/7/a.txt", 1);
        blobs.Immutable.Add("uploads/7/a.txt");

        var failure = await Assert.ThrowsAsync<SourceException>(DeleteAllAsync);
        Assert.Equal(("file-immutable", false), (failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task A_version_that_may_not_be_deleted_stops_the_deletion_and_is_listed_still()
    {
        blobs.Put("uploads/7/a.txt", 1);
        blobs.Forbidden.Add("uploads/7/a.txt");

        var failure = await Assert.ThrowsAsync<SourceException>(DeleteAllAsync);
        Assert.Equal(("file-denied", false), (failure.Code, failure.IsTransient));
        Assert.Single(await source.ListKeptAsync(Mine, Token).ToListAsync(Token));
    }

    public void Dispose() => blobs.Dispose();

    private async Task DeleteAllAsync()
    {
        foreach (var file in await source.ListKeptAsync(Mine, Token).ToListAsync(Token))
        {
            await source.DeleteAsync(file, Token);
        }
    }
}
