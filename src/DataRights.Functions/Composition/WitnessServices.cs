using Azure.Core;
using DataRights.Azure.Identity;
using DataRights.Functions.Composition.Settings;
using DataRights.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Functions.Composition;

/// <summary>The witness that the settings name, if any. One that is registered already stays.</summary>
internal static class WitnessServices
{
    public static IServiceCollection AddWitness(this IServiceCollection services, WitnessSettings witness)
    {
        if (witness.IsSet)
        {
            services.TryAddSingleton(p => new WitnessStore(p.GetRequiredService<BlobContainers>().Open(
                witness.ConnectionString, SettingCatalog.WitnessConnectionString, witness.BlobServiceUri, Credential(witness, p), witness.Container)));
        }

        return services;
    }

    private static Func<TokenCredential> Credential(WitnessSettings witness, IServiceProvider services) =>
        witness.ClientId is { } client ? () => AzureCredentials.OfIdentity(client) : services.Credential();
}
