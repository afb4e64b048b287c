using DataRights.Api;
using DataRights.Api.Access;
using DataRights.Api.Composition;
using DataRights.Api.Intake;
using DataRights.Api.Recipients;
using DataRights.Api.Webhooks;
using DataRights.Export;
using DataRights.Functions.Composition.Settings;
using DataRights.Functions.Messages;
using DataRights.Mapping.Loading;
using DataRights.Requests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Functions.Composition;

/// <summary>The whole composition of the head. <c>Program.cs</c> and the tests call this and nothing else.</summary>
public static class FunctionsServices
{
    /// <summary>Settings and data map are read and checked here, so that a host that cannot work does not start; nothing is connected to.</summary>
    /// <exception cref="SettingException">The settings cannot be used.</exception>
    /// <exception cref="DataMapException">The data map cannot be used.</exception>
    public static IServiceCollection AddDataRights(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = HeadSettings.Read(configuration);
        var map = DataMapLoader.Load(settings.DataMapPath);
        var connections = SourceConnections.Read(map, configuration);
        var recipients = RecipientConnections.Read(map, connections, configuration);
        var limits = ConnectionLimitSettings.Read(map, configuration);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(settings)
            .AddSingleton(map)
            .AddSingleton(RequestTimes.Of(settings))
            .AddSingleton(RequestTimes.Turns)
            .AddSingleton(new ExportOptions { ArchiveSize = settings.ArchivePartBytes })
            .AddSingleton(limits)
            .AddIdentity()
            .AddSources(map, connections)
            .AddState(settings)
            .AddWitness(settings.Witness)
            .AddKeys(settings)
            .AddServiceBus(settings)
            .AddDataRightsWebhooks(settings.Webhooks)
            .AddDataRightsRecipients(_ => recipients)
            .AddDataRightsAccess(settings.Access)
            .AddDataRightsIntake()
            .AddSingleton(p => new Backoff(p.GetRequiredService<RequestOptions>(), Random.Shared))
            .AddSingleton<MessageSettlement>()
            .AddSingleton<JobMessages>()
            .AddSingleton<IntakeMessages>()
            .AddSingleton<DeadLetterMessages>()
            .AddDataRightsEngine()
            .AddDataRightsApi();
    }
}
