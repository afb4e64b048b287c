using DataRights.Azure.Storage;
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
        services.TryAddSingleton<IObjectStore>(p => Open(settings.State, p));

        // In Azure the deployment makes the container, and the app has no right to; on an emulator nobody else would.
        return settings.State.ConnectionString is null ? services : services.AddHostedService<EmulatorContainer>();
    }

    private static IObjectStore Open(StorageSettings state, IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        if (state.Directory is { } directory)
        {
            return new LocalObjectStore(Path.GetFullPath(directory), time);
        }

        var account = new BlobStoreOptions
        {
            ServiceUri = state.BlobServiceUri,
            Credential = state.BlobServiceUri is null ? null : services.Credential()(),
            ConnectionString = state.ConnectionString,
            Container = state.Container,
        };
        try
        {
            return new BlobObjectStore(account, time);
        }
        catch (ArgumentException)
        {
            // The client's own message may quote a key.
            throw new SettingException([$"{SettingCatalog.StateConnectionString.Name} is no storage connection string."]);
        }
    }
}
