using System.Collections.Concurrent;
using System.Net;
using System.Text;
using DataRights.Testing.Processes;

namespace DataRights.Cli.Tests.Hosts;

/// <summary>A webhook endpoint that refuses every second call and keeps what it was sent.</summary>
internal sealed class WebhookInbox : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task listening;

    public WebhookInbox()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}/hooks/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        listening = Task.Run(ListenAsync);
    }

    public Uri Address { get; }

    public ConcurrentQueue<(string Body, IReadOnlyDictionary<string, string> Headers)> Calls { get; } = new();

    public ConcurrentQueue<string> TakenIds { get; } = new();

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Close();
    }

    private async Task ListenAsync()
    {
        for (var count = 1; ; count++)
        {
            var context = await listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var headers = context.Request.Headers.AllKeys.ToDictionary(k => k!, k => context.Request.Headers[k]!, StringComparer.OrdinalIgnoreCase);
            Calls.Enqueue((await reader.ReadToEndAsync(), headers));
            context.Response.StatusCode = count % 2 == 0 ? 500 : 204;
            if (context.Response.StatusCode == 204)
            {
                TakenIds.Enqueue(headers["webhook-id"]);
            }

            context.Response.Close();
        }
    }
}
