using DataRights.Azure.Storage;
using DataRights.Storage;
using Microsoft.Extensions.Hosting;

namespace DataRights.Functions.Composition;

/// <summary>Makes the container in an emulator when the app starts, unless it is there.</summary>
internal sealed class EmulatorContainer(IObjectStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        store is BlobObjectStore blobs ? blobs.EnsureContainerAsync(cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
