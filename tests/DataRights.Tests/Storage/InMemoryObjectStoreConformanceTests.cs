using DataRights.Storage;
using DataRights.Testing.Conformance;
using DataRights.Testing.Fakes;

namespace DataRights.Tests.Storage;

/// <summary>The fake that other tests lean on keeps the port's promises too.</summary>
public sealed class InMemoryObjectStoreConformanceTests : ObjectStoreConformance
{
    protected override ValueTask<IObjectStore> CreateAsync() => new(new InMemoryObjectStore(TimeProvider.System));

    protected override ValueTask CleanAsync() => ValueTask.CompletedTask;
}
