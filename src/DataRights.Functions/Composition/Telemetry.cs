using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
#if FULL_FEED
using Azure.Monitor.OpenTelemetry.Exporter;
using DataRights.Azure.Identity;
using DataRights.Functions.Composition.Settings;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
#endif

namespace DataRights.Functions.Composition;

/// <summary>
/// OpenTelemetry with the Functions worker's defaults, sent to Application Insights when the settings name one. Nothing
/// personal is in it, since nothing personal is logged. A build on a partial feed has none.
/// </summary>
internal static class Telemetry
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
#if FULL_FEED
        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        var settings = new SettingReader(configuration);
        if (settings.Text(SettingCatalog.TelemetryConnectionString) is not null)
        {
            // The platform's own setting says whether ingestion wants a token; the host follows it by itself, this process by this.
            var wantsToken = settings.Text(SettingCatalog.TelemetryAuthentication) is not null;
            telemetry.UseAzureMonitorExporter(o =>
            {
                if (wantsToken)
                {
                    o.Credential = AzureCredentials.Shared;
                }
            });
        }
#else
        _ = configuration;
#endif
        return services;
    }
}
