using DataRights.Ledger;
using DataRights.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DataRights.Functions.Composition;

/// <summary>Makes the containers in an emulator when the app starts, unless they are there.</summary>
internal sealed class EmulatorContainers(IServiceProvider services, BlobContainers containers) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Opened here, so that their containers are known.
        _ = services.GetRequiredService<IObjectStore>();
        _ = services.GetService<WitnessStore>();
        foreach (var container in containers.Emulated)
        {
            await container.EnsureContainerAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
