using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace DataRights.OpenTelemetry;

/// <summary>
/// Where telemetry goes by OTLP, by the standard's own settings; an address for a single signal is not read. The headers may hold a
/// secret and are never shown.
/// </summary>
public sealed class OtlpSettings
{
    public const string EndpointName = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string ProtocolName = "OTEL_EXPORTER_OTLP_PROTOCOL";
    public const string HeadersName = "OTEL_EXPORTER_OTLP_HEADERS";
    public const string ServiceNameName = "OTEL_SERVICE_NAME";
    public const string DefaultService = "data-rights";

    private readonly string? headers;

    private OtlpSettings(Uri endpoint, OtlpExportProtocol protocol, string? headers, string service)
    {
        this.headers = headers;
        Endpoint = endpoint;
        Protocol = protocol;
        Service = service;
    }

    public Uri Endpoint { get; }

    public OtlpExportProtocol Protocol { get; }

    public string Service { get; }

    /// <summary>The settings; null when no endpoint is set.</summary>
    /// <exception cref="TelemetrySettingException">One of them cannot be used.</exception>
    public static OtlpSettings? Read(IConfiguration configuration)
    {
        if (configuration[EndpointName] is not { Length: > 0 } endpoint)
        {
            return null;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new TelemetrySettingException($"{EndpointName} must be the address of a collector, such as http://localhost:4318; passwords belong into {HeadersName}.");
        }

        var protocol = configuration[ProtocolName] switch
        {
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            null or "" or "grpc" => OtlpExportProtocol.Grpc,
            _ => throw new TelemetrySettingException($"{ProtocolName} must be grpc (the default) or http/protobuf."),
        };
        var service = configuration[ServiceNameName] is { Length: > 0 } name ? name : DefaultService;
        return new(address, protocol, configuration[HeadersName], service);
    }

    /// <summary>Sets an exporter up for one signal.</summary>
    /// <param name="exporter">The exporter's options.</param>
    /// <param name="signal">The signal as HTTP paths name it: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
    internal void Apply(OtlpExporterOptions exporter, string signal)
    {
        exporter.Protocol = Protocol;
        exporter.Endpoint = Protocol == OtlpExportProtocol.Grpc ? Endpoint : new Uri($"{Endpoint.ToString().TrimEnd('/')}/v1/{signal}");
        exporter.Headers = headers;
    }
}
