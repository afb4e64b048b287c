using DataRights.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
#if FULL_FEED
using Azure.Monitor.OpenTelemetry.Exporter;
using DataRights.Azure.Identity;
using DataRights.Functions.Composition.Settings;
using DataRights.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
#endif

namespace DataRights.Functions.Composition;

/// <summary>
/// The engine's metrics and spans with those of the Functions worker, sent to Application Insights when the settings name one, and to
/// an OpenTelemetry collector when they name that. Nothing personal is in them; of a logged exception only the type is. A build on a
/// partial feed sends the engine's alone, to a collector.
/// </summary>
internal static class Telemetry
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
#if FULL_FEED
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(TelemetryNames.ActivitySource))
            .WithMetrics(metrics => metrics.AddMeter(TelemetryNames.Meter))
            .WithLogging(logs => logs.AddProcessor(new BareLogs()));
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

        if (OtlpSettings.Read(configuration) is not null)
        {
            // The exporter reads the same settings itself.
            telemetry.UseOtlpExporter();
        }

        return services;
#else
        return services.AddDataRightsTelemetry(configuration);
#endif
    }
}
