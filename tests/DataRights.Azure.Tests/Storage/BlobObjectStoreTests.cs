using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using DataRights.Azure.Identity;
using DataRights.Azure.Storage;
using DataRights.Storage;

namespace DataRights.Azure.Tests.Storage;

/// <summary>What is particular to blobs.</summary>
public sealed class BlobObjectStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a")]
    [InlineData("e0000000001-b000001")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456-")]
    public void A_block_id_of_any_length_has_one_encoded_length_and_comes_back(string id)
    {
        Assert.Equal(80, BlockIds.Encode(id).Length);
        Assert.Equal(id, BlockIds.Decode(BlockIds.Encode(id)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_block_id_of_somebody_else_is_not_taken_for_ours(string encoded) => Assert.Null(BlockIds.Decode(encoded));

    [Fact]
    public async Task An_append_blob_without_its_first_append_is_no_object_and_hinders_nobody()
    {
        var options = await AzuriteStores.OptionsAsync();
        using var store = new BlobObjectStore(options, TimeProvider.System);
        await store.EnsureContainerAsync(Token);
        await new BlobContainerClient(options.ConnectionString, options.Container).GetAppendBlobClient("x").CreateAsync(cancellationToken: Token);
        Assert.Null(await store.ReadAsync("x", Token));
        Assert.Null(await store.OpenReadAsync("x", Token));
        Assert.Empty(await store.ListAsync(""));
        Assert.NotNull(await store.TryWriteAsync("x", "content"u8.ToArray(), WriteCondition.IfAbsent, Token));
        Assert.Null(await store.TryWriteAsync("x", "content"u8.ToArray(), WriteCondition.IfAbsent, Token));
    }

    [Fact]
    public async Task A_stream_of_an_object_that_was_replaced_ends_rather_than_mix_two_versions()
    {
        using var store = await AzuriteStores.CreateAsync();
        var old = new byte[9 << 20];
        await store.TryWriteAsync("x", old, WriteCondition.None, Token);
        await using var stream = (await store.OpenReadAsync("x", Token))!;
        await stream.ReadExactlyAsync(new byte[100], Token);
        await store.TryWriteAsync("x", Enumerable.Repeat((byte)1, 9 << 20).ToArray(), WriteCondition.None, Token);
        var error = await Assert.ThrowsAsync<StoreException>(() => stream.CopyToAsync(Stream.Null, Token));
        Assert.Equal("object-replaced", error.Code);
    }

    [Fact]
    public async Task An_object_with_snapshots_is_deleted_with_them()
    {
        var options = await AzuriteStores.OptionsAsync();
        using var store = new BlobObjectStore(options, TimeProvider.System);
        await store.EnsureContainerAsync(Token);
        await store.TryWriteAsync("x", "content"u8.ToArray(), WriteCondition.None, Token);
        await new BlobContainerClient(options.ConnectionString, options.Container).GetBlobClient("x").CreateSnapshotAsync(cancellationToken: Token);
        Assert.True(await store.DeleteAsync("x", WriteCondition.None, Token));
        Assert.Empty(await store.ListAsync(""));
    }

    [Fact]
    public async Task A_missing_container_is_told_as_such()
    {
        using var store = new BlobObjectStore(await AzuriteStores.OptionsAsync(), TimeProvider.System);
        var error = await Assert.ThrowsAsync<StoreException>(() => store.ReadAsync("x", Token));
        Assert.Equal(("container-missing", false), (error.Code, error.IsTransient));
        Assert.Equal("container-missing", (await Assert.ThrowsAsync<StoreException>(() => store.TryWriteAsync("x", default, WriteCondition.IfAbsent, Token))).Code);
        Assert.Equal("container-missing", (await Assert.ThrowsAsync<StoreException>(() => store.ListAsync(""))).Code);
        Assert.Equal("container-missing", (await Assert.ThrowsAsync<StoreException>(() => store.TryAppendAsync("x", "a"u8.ToArray(), 0, Token))).Code);
    }

    [Fact]
    public async Task A_wrong_key_and_a_mixed_up_object_are_permanent_errors_that_quote_nothing()
    {
        var options = await AzuriteStores.OptionsAsync();
        using var store = new BlobObjectStore(options, TimeProvider.System);
        await store.EnsureContainerAsync(Token);
        await store.TryWriteAsync("x", "content"u8.ToArray(), WriteCondition.None, Token);
        var mixed = await Assert.ThrowsAsync<StoreException>(() => store.TryAppendAsync("x", "a"u8.ToArray(), 7, Token));
        Assert.Equal(("other-kind-of-object", false), (mixed.Code, mixed.IsTransient));
        var large = await Assert.ThrowsAsync<StoreException>(() => store.TryAppendAsync("log", new byte[(4 << 20) + 1], 0, Token));
        Assert.Equal("append-too-large", large.Code);
        var key = options.ConnectionString!.Split(';').Single(p => p.StartsWith("AccountKey=", StringComparison.Ordinal));
        using var stranger = new BlobObjectStore(
            options with { ConnectionString = options.ConnectionString.Replace(key, "AccountKey=" + Convert.ToBase64String(new byte[64]), StringComparison.Ordinal) }, TimeProvider.System);
        var denied = await Assert.ThrowsAsync<StoreException>(() => stranger.ReadAsync("x", Token));
        Assert.Equal(("access-denied", false), (denied.Code, denied.IsTransient));
        Assert.Null(denied.InnerException);
    }

    [Theory]
    [InlineData("a.")]
    [InlineData("a./b")]
    public async Task A_segment_that_ends_with_a_dot_is_refused(string name)
    {
        using var store = new BlobObjectStore(new BlobStoreOptions { ConnectionString = "UseDevelopmentStorage=true" }, TimeProvider.System);
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync(name, Token));
    }

    [Fact]
    public void Options_that_name_no_account_or_a_wrong_one_are_refused_without_being_quoted()
    {
        Assert.Throws<ArgumentException>(() => new BlobObjectStore(new BlobStoreOptions(), TimeProvider.System));
        Assert.Throws<ArgumentException>(() => new BlobObjectStore(new BlobStoreOptions { ServiceUri = new Uri("https://a.example") }, TimeProvider.System));
        Assert.Throws<ArgumentException>(() => new BlobObjectStore(new BlobStoreOptions { ServiceUri = new Uri("http://a.example"), Credential = new FakeCredential() }, TimeProvider.System));
        var error = Assert.Throws<ArgumentException>(() => new BlobObjectStore(new BlobStoreOptions { ConnectionString = "AccountKey=canary" }, TimeProvider.System));
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "", "AzureCliCredential AzureDeveloperCliCredential")]
    [InlineData("id", "", "", "ManagedIdentityCredential")]
    [InlineData("", "http://localhost", "", "ManagedIdentityCredential")]
    [InlineData("id", "http://localhost", "/token", "WorkloadIdentityCredential")]
    public void In_the_cloud_there_is_one_way_to_sign_in_and_a_developers_are_elsewhere(string client, string endpoint, string token, string expected)
    {
        var environment = new Dictionary<string, string?> { ["AZURE_CLIENT_ID"] = client, ["IDENTITY_ENDPOINT"] = endpoint, ["AZURE_FEDERATED_TOKEN_FILE"] = token };
        Assert.Equal(expected.Split(' '), AzureCredentials.Links(environment.GetValueOrDefault).Select(c => c.GetType().Name));
    }
}
