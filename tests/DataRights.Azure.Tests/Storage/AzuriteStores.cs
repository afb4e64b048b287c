using DataRights.Azure.Storage;
using DataRights.Storage;
using DataRights.Testing.Servers;

namespace DataRights.Azure.Tests.Storage;

/// <summary>Stores on a fresh container of the shared Azurite. Skips the test where there is no Azurite.</summary>
internal static class AzuriteStores
{
    /// <summary>Options as in production, but for pauses that a test can wait out.</summary>
    public static async Task<BlobStoreOptions> OptionsAsync()
    {
        var server = await AzuriteServer.GetAsync();
        Assert.SkipWhen(server.SkipReason is not null, server.SkipReason ?? "");
        return new BlobStoreOptions
        {
            ConnectionString = server.ConnectionString,
            Container = $"t-{Guid.NewGuid():n}",
            FirstDelay = TimeSpan.FromMilliseconds(1),
            MaxDelay = TimeSpan.FromMilliseconds(20),
        };
    }

    public static async Task<BlobObjectStore> CreateAsync()
    {
        var store = new BlobObjectStore(await OptionsAsync(), TimeProvider.System);
        await store.EnsureContainerAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public static async Task<List<ObjectEntry>> ListAsync(this IObjectStore store, string prefix)
    {
        var entries = new List<ObjectEntry>();
        await foreach (var entry in store.ListAsync(prefix, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
