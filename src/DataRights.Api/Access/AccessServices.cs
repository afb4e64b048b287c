using DataRights.Api.Access.Credentials;
using DataRights.Api.Access.Keys;
using DataRights.Api.Access.Limits;
using DataRights.Api.Access.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Api.Access;

/// <summary>Puts the access policy into a host. There is none by default, and without one the API does not start.</summary>
public static class AccessServices
{
    /// <exception cref="AccessOptionsException">The options cannot be used; the message names each setting and how to mend it.</exception>
    public static IServiceCollection AddDataRightsAccess(this IServiceCollection services, AccessOptions options)
    {
        AccessOptionsCheck.Require(options);
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddSingleton<KeyDownload>()
            .AddSingleton<CredentialReader>()
            .AddSingleton<CallLimits>()
            .AddSingleton<AccessPolicy>()
            .AddSingleton<IAccessPolicy>(p => p.GetRequiredService<AccessPolicy>());
    }

    /// <summary>Keeps out whoever is not on this machine, before the policy that is registered is asked. For development.</summary>
    public static IServiceCollection AddLoopbackOnly(this IServiceCollection services) =>
        services.AddSingleton<IAccessPolicy>(p => new LoopbackOnly(p.GetRequiredService<AccessPolicy>()));
}
