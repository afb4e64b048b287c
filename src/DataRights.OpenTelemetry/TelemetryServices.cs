using DataRights.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace DataRights.OpenTelemetry;

/// <summary>Has metrics, spans, and log entries from warnings up sent to the collector that the settings name.</summary>
public static class TelemetryServices
{
    /// <summary>
    /// Adds nothing when <see cref="OtlpSettings.EndpointName"/> is not set. To be called before hosted services that work: they are
    /// stopped before telemetry is, so that what they did last is sent.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration; the environment is read where it says nothing.</param>
    /// <exception cref="TelemetrySettingException">The settings cannot be used.</exception>
    public static IServiceCollection AddDataRightsTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var all = new ConfigurationBuilder().AddEnvironmentVariables().AddConfiguration(configuration).Build();
        if (OtlpSettings.Read(all) is not { } settings)
        {
            return services;
        }

        services.AddLogging(logging => logging
            .AddFilter<OpenTelemetryLoggerProvider>(null, LogLevel.Warning)
            .AddOpenTelemetry(options =>
            {
                options.IncludeFormattedMessage = true;
                options
                    .SetResourceBuilder(ResourceOf(settings))
                    .AddProcessor(new BareLogs())
                    .AddOtlpExporter(exporter => settings.Apply(exporter, "logs"));
            }));
        return services.AddHostedService(p => new TelemetryExport(settings, all, p.GetService<LoggerProvider>()));
    }

    /// <summary>The service by name, version and instance, and what the operator adds; not the machine's or a user's name, which other detectors find.</summary>
    internal static ResourceBuilder ResourceOf(OtlpSettings settings) => ResourceBuilder.CreateEmpty()
        .AddEnvironmentVariableDetector()
        .AddService(settings.Service, serviceVersion: typeof(TelemetryNames).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk();
}
