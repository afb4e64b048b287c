using DataRights.Storage;
using DataRights.Storage.Local;
using DataRights.Testing.Servers;
using DataRights.Testing.Conformance;

namespace DataRights.Tests.Storage;

public sealed class LocalObjectStoreConformanceTests : ObjectStoreConformance
{
    private readonly TempDirectory _directory = new();

    protected override ValueTask<IObjectStore> CreateAsync() => new(new LocalObjectStore(_directory.Path, TimeProvider.System));

    protected override ValueTask CleanAsync()
    {
        ((LocalObjectStore)Store).Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
