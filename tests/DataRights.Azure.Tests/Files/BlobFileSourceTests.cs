using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DataRights.Azure.Files;
using DataRights.Azure.Tests.Storage;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Testing.Conformance;

namespace DataRights.Azure.Tests.Files;

/// <summary>The suite of every file source, and what blobs have beyond it, on Azurite.</summary>
public sealed class BlobFileSourceTests : FileSourceConformance
{
    private BlobContainerClient? container;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tag_finds_the_blobs_that_carry_it_with_that_very_value()
    {
        await using var source = await CreateAsync();
        await TagAsync("x/b.txt", "owner", "7");
        await TagAsync("x/a.txt", "owner", "7");
        await TagAsync("x/c.txt", "owner", "77");
        await TagAsync("x/d.txt", "other", "7");
        await PutAsync("x/e.txt", [1]);

        var mine = FileQuery.Tagged("owner", "7");
        Assert.Equal(["x/a.txt", "x/b.txt"], (await source.ListAsync(mine, Token).ToListAsync(Token)).Select(f => f.Name));
        Assert.Equal(["x/a.txt", "x/b.txt"], (await source.ListKeptAsync(mine, Token).ToListAsync(Token)).Select(f => f.Name));
    }

    [Fact]
    public async Task Snapshots_are_listed_for_a_deletion_only_and_go_with_their_file()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/7/a.txt", [1]);
        await container!.GetBlobClient("uploads/7/a.txt").CreateSnapshotAsync(cancellationToken: Token);
        await PutAsync("uploads/7/a.txt", [2]);
        var mine = FileQuery.StartingWith("uploads/7/");

        Assert.Single(await source.ListAsync(mine, Token).ToListAsync(Token));
        var kept = await source.ListKeptAsync(mine, Token).ToListAsync(Token);
        Assert.Equal(2, kept.Count);
        Assert.Single(kept, f => f.Kept is not null);
        Assert.True(await source.DeleteAsync(kept.Single(f => f.Kept is null), Token));
        Assert.Empty(await source.ListKeptAsync(mine, Token).ToListAsync(Token));
        Assert.False(await source.DeleteAsync(kept.Single(f => f.Kept is not null), Token));
    }

    [Fact]
    public async Task A_blob_whose_name_would_lead_to_another_one_is_refused_and_the_other_is_left_alone()
    {
        await using var source = await CreateAsync();
        await PutAsync("avatars/8/x.png", [1]);
        var crooked = new FileItem("avatars/7/../8/x.png", 1, DateTimeOffset.UnixEpoch, "\"0x1\"");

        Assert.Equal("name-unsafe", (await Assert.ThrowsAsync<SourceException>(() => source.DeleteAsync(crooked, Token))).Code);
        Assert.Equal("name-unsafe", (await Assert.ThrowsAsync<SourceException>(() => source.OpenReadAsync(crooked, Token))).Code);
        Assert.True(await container!.GetBlobClient("avatars/8/x.png").ExistsAsync(Token));
    }

    [Theory]
    [InlineData("uploads/7/Grüße & 100% #1?.txt")]
    [InlineData("uploads/7/a b+c=d;e'f\"g.txt")]
    public async Task A_name_with_characters_that_addresses_escape_is_read_and_deleted_whole(string name)
    {
        await using var source = await CreateAsync();
        await PutAsync(name, [1, 2]);
        await PutAsync("uploads/7/other.txt", [3]);
        var file = Assert.Single(await source.ListAsync(FileQuery.Named(name), Token).ToListAsync(Token));

        await using var stream = await source.OpenReadAsync(file, Token);
        var content = new byte[2];
        await stream.ReadExactlyAsync(content, Token);
        Assert.Equal([1, 2], content);
        Assert.True(await source.DeleteAsync(file, Token));
        Assert.Equal("uploads/7/other.txt", Assert.Single(await ListAsync(source, "uploads/7/")).Name);
    }

    [Fact]
    public async Task A_leased_blob_is_trouble_that_may_pass()
    {
        await using var source = await CreateAsync();
        await PutAsync("uploads/7/a.txt", [1]);
        await container!.GetBlobClient("uploads/7/a.txt").GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(15), cancellationToken: Token);
        var file = Assert.Single(await ListAsync(source, "uploads/7/"));

        var failure = await Assert.ThrowsAsync<SourceException>(() => source.DeleteAsync(file, Token));
        Assert.Equal(("file-leased", true), (failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_told_and_is_not_an_empty_listing()
    {
        var options = await AzuriteStores.OptionsAsync();
        await using var source = Open(options.ConnectionString!, "no-such-container");

        Assert.Equal("container-missing", (await Assert.ThrowsAsync<SourceException>(() => ListAsync(source, "x/"))).Code);
    }

    [Theory]
    [InlineData("Host=db;Password=hunter2")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1")]
    public void A_connection_that_is_none_is_told_by_its_settings_name_and_not_quoted(string connection)
    {
        var failure = Assert.Throws<SourceSetupException>(() => Open(connection, "uploads"));

        Assert.Equal("Uploads", failure.Connection);
        Assert.DoesNotContain(connection, failure.Message, StringComparison.Ordinal);
    }

    protected override async Task<IFileSource> CreateAsync()
    {
        var options = await AzuriteStores.OptionsAsync();
        container = new BlobContainerClient(options.ConnectionString, options.Container);
        await container.CreateAsync(cancellationToken: Token);
        return Open(options.ConnectionString!, options.Container);
    }

    protected override async Task PutAsync(string name, byte[] content) =>
        await container!.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, Token);

    private static IFileSource Open(string connection, string container)
    {
        var opener = new BlobSourceOpener(
            () => new AzureCliCredential(),
            new() { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(20), MaxTries = 2 }, TimeProvider.System);
        return opener.Open(new SourceRule("uploads", SourceKind.Blobs, "Uploads", container, null, 1), connection).Files!;
    }

    private async Task TagAsync(string name, string tag, string value) => await container!.GetBlobClient(name).UploadAsync(
        BinaryData.FromBytes([1]), new BlobUploadOptions { Tags = new Dictionary<string, string> { [tag] = value } }, Token);
}
