using DataRights.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DataRights.OpenTelemetry;

/// <summary>
/// Sends metrics and spans for as long as the host runs, and what is left when it stops, for which it takes a second at most.
/// A collector that is down or slow costs spans and points, never work: everything is sent from threads of its own, out of bounded buffers.
/// </summary>
internal sealed class TelemetryExport(OtlpSettings settings, IConfiguration configuration, LoggerProvider? logs) : IHostedService, IDisposable
{
    /// <summary>
    /// Beside the engine's own, what has no address, query, statement or identifier in its dimensions: the duration of HTTP requests
    /// by route, and the runtime's own state.
    /// </summary>
    private static readonly string[] Meters = [TelemetryNames.Meter, "Microsoft.AspNetCore.Hosting", "System.Runtime"];

    // Traces and metrics each, within the ten seconds that the command line gives a host once it is told to stop.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(TelemetryServices.ResourceOf(settings))
            .AddSource(TelemetryNames.ActivitySource)
            .AddOtlpExporter(exporter => settings.Apply(exporter, "traces"))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(TelemetryServices.ResourceOf(settings))
            .AddMeter(Meters)
            .AddOtlpExporter(exporter => settings.Apply(exporter, "metrics"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // Each waits for its own thread; together they take no longer than one.
        var patience = (int)Patience.TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => traces?.Shutdown(patience), CancellationToken.None),
            Task.Run(() => metrics?.Shutdown(patience), CancellationToken.None),
            Task.Run(() => logs?.Shutdown(patience), CancellationToken.None));
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }
}
