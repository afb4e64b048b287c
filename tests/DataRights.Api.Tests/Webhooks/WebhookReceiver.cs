using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataRights.Api.Tests.Webhooks;

/// <summary>Somebody's webhook endpoint on Kestrel, which behaves as the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebhookReceiver(WebApplication app)
    {
        this.app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hooks?tenant=7");
    }

    public Uri Address { get; }

    /// <summary>Every call, in order.</summary>
    public ConcurrentQueue<ReceivedWebhook> Calls { get; } = new();

    /// <summary>What was answered with 2xx, in order.</summary>
    public ConcurrentQueue<ReceivedWebhook> Taken { get; } = new();

    public Func<HttpContext, Task> Behaviour { get; set; } = Ok;

    public static async Task<WebhookReceiver> StartAsync(CancellationToken cancellationToken)
    {
        WebhookReceiver? receiver = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(context => receiver!.HandleAsync(context));
        await app.StartAsync(cancellationToken);
        return receiver = new WebhookReceiver(app);
    }

    public static Task Ok(HttpContext context) => Status(context, 204);

    public static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public static async Task Hang(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var call = new ReceivedWebhook(context.Request.Path + context.Request.QueryString, headers, await reader.ReadToEndAsync(context.RequestAborted));
        Calls.Enqueue(call);
        await Behaviour(context);
        if (context.Response.StatusCode is >= 200 and < 300 && !context.RequestAborted.IsCancellationRequested)
        {
            Taken.Enqueue(call);
        }
    }
}
