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
        services.TryAddSingleton<IObjectStore>(p => Open(settings.State, p.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static LocalObjectStore Open(StorageSettings state, TimeProvider time) => state.Directory is { } directory
        ? new LocalObjectStore(Path.GetFullPath(directory), time)
        : throw new SettingException([$"{SettingCatalog.StateDirectory.Name} is the only store that this build has; set it to a directory that all instances share and that outlives them."]);
}
