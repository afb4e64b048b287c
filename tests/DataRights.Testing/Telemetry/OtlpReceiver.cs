using System.Collections.Concurrent;
using System.Net;
using DataRights.Telemetry;
using DataRights.Testing.Processes;

namespace DataRights.Testing.Telemetry;

/// <summary>A collector on this machine that takes OTLP over HTTP and keeps every byte.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    // Never disposed of, so that what runs late may still ask it.
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<(string Path, byte[] Body)> received = new();
    private readonly Task serving;

    public OtlpReceiver()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Takes everything and never answers.</summary>
    public bool IsStuck { get; set; }

    /// <summary>What a host's environment says for it to send everything here, every half a second.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "500",
    };

    /// <summary>Every request's path and bytes.</summary>
    public IReadOnlyList<(string Path, byte[] Body)> Received => [.. received];

    public IReadOnlyList<OtlpPoint> Points => [.. Bodies("metrics").SelectMany(b => OtlpDecoder.Points(b))];

    public IReadOnlyList<OtlpSpan> Spans => [.. Bodies("traces").SelectMany(b => OtlpDecoder.Spans(b))];

    public IReadOnlyList<string> Logs => [.. Bodies("logs").SelectMany(b => OtlpDecoder.Logs(b))];

    /// <summary>The points of one metric.</summary>
    public IReadOnlyList<OtlpPoint> Of(MetricDescription metric) => [.. Points.Where(p => p.Metric == metric.Name)];

    public async ValueTask DisposeAsync()
    {
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
            listener.Abort();
            await serving;
        }
    }

    private IEnumerable<byte[]> Bodies(string signal) => received.Where(r => r.Path == $"/v1/{signal}").Select(r => r.Body);

    private async Task ServeAsync()
    {
        var calls = new List<Task>();
        try
        {
            while (true)
                calls.Add(TakeAsync(await listener.GetContextAsync()));
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(calls);
        }
    }

    private async Task TakeAsync(HttpListenerContext call)
    {
        try
        {
            using var body = new MemoryStream();
            await call.Request.InputStream.CopyToAsync(body, stop.Token);
            received.Enqueue((call.Request.Url!.AbsolutePath, body.ToArray()));
            if (IsStuck)
                await Task.Delay(Timeout.Infinite, stop.Token);

            call.Response.ContentType = "application/x-protobuf";
            call.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The caller has gone, or the test is over.
        }
    }
}
