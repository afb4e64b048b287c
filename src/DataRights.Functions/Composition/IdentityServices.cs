using Azure.Core;
using DataRights.Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Functions.Composition;

/// <summary>The one credential with which the app signs in to everything. One that is registered already stays.</summary>
internal static class IdentityServices
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => AzureCredentials.Shared);
        return services;
    }

    /// <summary>Asked only when something is reached by it: an app on emulators alone has no identity.</summary>
    public static Func<TokenCredential> Credential(this IServiceProvider services) => services.GetRequiredService<TokenCredential>;
}
