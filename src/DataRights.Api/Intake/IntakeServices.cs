using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Api.Intake;

/// <summary>Lets a host take requests from a queue. One that is registered already stays.</summary>
public static class IntakeServices
{
    public static IServiceCollection AddDataRightsIntake(this IServiceCollection services)
    {
        services.TryAddSingleton<IRequestIntake, RequestIntake>();
        return services;
    }
}
