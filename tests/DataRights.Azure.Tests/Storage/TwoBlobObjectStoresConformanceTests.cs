using DataRights.Azure.Storage;
using DataRights.Storage;
using DataRights.Testing.Conformance;

namespace DataRights.Azure.Tests.Storage;

/// <summary>The whole suite again with every second call made by another instance.</summary>
public sealed class TwoBlobObjectStoresConformanceTests : ObjectStoreConformance
{
    protected override async ValueTask<IObjectStore> CreateAsync()
    {
        var options = await AzuriteStores.OptionsAsync();
        var first = new BlobObjectStore(options, TimeProvider.System);
        await first.EnsureContainerAsync(Token);
        return new AlternatingStores(first, new BlobObjectStore(options, TimeProvider.System));
    }
}
