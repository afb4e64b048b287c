using DataRights.Storage;
using DataRights.Testing.Conformance;

namespace DataRights.Azure.Tests.Storage;

public sealed class BlobObjectStoreConformanceTests : ObjectStoreConformance
{
    protected override async ValueTask<IObjectStore> CreateAsync() => await AzuriteStores.CreateAsync();
}
