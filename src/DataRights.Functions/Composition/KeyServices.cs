using Azure.Security.KeyVault.Secrets;
using DataRights.Azure.Keys;
using DataRights.Functions.Composition.Settings;
using DataRights.Signing;
using DataRights.Subjects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Functions.Composition;

/// <summary>The key ring and the signer that the settings name. What is registered already stays.</summary>
internal static class KeyServices
{
    public static IServiceCollection AddKeys(this IServiceCollection services, HeadSettings settings)
    {
        services.TryAddSingleton(p => OpenRing(settings.Keys, p));
        services.TryAddSingleton(p => OpenSigner(settings.Keys, p));
        return services;
    }

    private static IKeyRing OpenRing(KeySettings keys, IServiceProvider services) => keys.Directory is { } directory
        ? new FileKeyRing(Path.Combine(Path.GetFullPath(directory), "keys.json"))
        : new KeyVaultKeyRing(new SecretClient(keys.VaultUri, services.Credential()(), KeyVaultTransport.Secrets()), services.GetRequiredService<TimeProvider>());

    private static ISigner OpenSigner(KeySettings keys, IServiceProvider services) => keys.VaultUri is { } vault
        ? new KeyVaultSigner(vault, keys.SigningKey, services.Credential()(), KeyVaultTransport.Keys(), services.GetRequiredService<TimeProvider>())
        : new KeyRingSigner(services.GetRequiredService<IKeyRing>());
}
