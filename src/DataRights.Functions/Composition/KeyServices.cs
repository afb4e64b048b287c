using DataRights.Functions.Composition.Settings;
using DataRights.Subjects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Functions.Composition;

/// <summary>The key ring that the settings name. One that is registered already stays.</summary>
internal static class KeyServices
{
    public static IServiceCollection AddKeys(this IServiceCollection services, HeadSettings settings)
    {
        services.TryAddSingleton<IKeyRing>(_ => Open(settings.Keys));
        return services;
    }

    private static FileKeyRing Open(KeySettings keys) => keys.Directory is { } directory
        ? new FileKeyRing(Path.Combine(Path.GetFullPath(directory), "keys.json"))
        : throw new SettingException([$"{SettingCatalog.KeyDirectory.Name} is the only key store that this build has; set it to a directory that only this app can read."]);
}
