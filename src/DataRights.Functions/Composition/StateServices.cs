using DataRights.Functions.Composition.Settings;
using DataRights.Storage;
using DataRights.Storage.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Functions.Composition;

/// <summary>The object store that the settings name. One that is registered already stays.</summary>
internal static class StateServices
{
    public static IServiceCollection AddState(this IServiceCollection services, HeadSettings settings)
    {
        services.AddSingleton<BlobContainers>();
        services.TryAddSingleton<IObjectStore>(p => Open(settings.State, p));

        // In Azure the deployment makes the containers, and the app has no right to.
        return settings.State.ConnectionString is null && settings.Witness.ConnectionString is null ? services : services.AddHostedService<EmulatorContainers>();
    }

    private static IObjectStore Open(StorageSettings state, IServiceProvider services)
    {
        if (state.Directory is { } directory)
        {
            return new LocalObjectStore(Path.GetFullPath(directory), services.GetRequiredService<TimeProvider>());
        }

        var containers = services.GetRequiredService<BlobContainers>();
        IObjectStore OpenContainer(string name) =>
            containers.Open(state.ConnectionString, SettingCatalog.StateConnectionString, state.BlobServiceUri, services.Credential(), name);

        // The ledger's container has a policy that lets nobody change what is in it; everything else must be changed.
        return state.LedgerContainer == state.Container
            ? OpenContainer(state.Container)
            : new RoutedObjectStore(OpenContainer(state.Container), ObjectNames.Ledger, OpenContainer(state.LedgerContainer));
    }
}
