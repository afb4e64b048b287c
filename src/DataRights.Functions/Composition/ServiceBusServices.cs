using Azure.Core;
using DataRights.Azure.Queueing;
using DataRights.Functions.Composition.Settings;
using DataRights.Queueing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Functions.Composition;

/// <summary>The sending side of Service Bus; the platform's triggers are the receiving one. A client that is registered already stays.</summary>
internal static class ServiceBusServices
{
    public static IServiceCollection AddServiceBus(this IServiceCollection services, HeadSettings settings)
    {
        services.TryAddSingleton(p => settings.ServiceBus.Open(p.GetRequiredService<TokenCredential>));
        return services
            .AddSingleton(settings.Queues)
            .AddSingleton<ServiceBusSenders>()
            .AddSingleton<MessageReturns>()
            .AddSingleton<IJobQueue, ServiceBusJobQueue>();
    }
}
