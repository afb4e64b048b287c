using DataRights.Api.Access;
using DataRights.Api.Intake;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Functions.Composition;

/// <summary>Who may ask, over HTTP and by the queue. What is registered already stays; by default nobody may.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton<IAccessPolicy, ClosedAccess>();
        services.TryAddSingleton<IRequestIntake, ClosedIntake>();
        return services;
    }
}
