using System.Net;
using DataRights.Webhooks;

namespace DataRights.Api.Webhooks;

/// <summary>
/// Posts events to one endpoint with the headers of Standard Webhooks, each attempt with its own timestamp. A 2xx delivers,
/// 410 ends the request's webhooks, everything else has failed. Follows no redirects, keeps no cookies, takes no proxy
/// credentials along, and reads nothing of the answer but its status and Retry-After.
/// </summary>
public sealed class HttpWebhookTransport : IWebhookTransport, IDisposable
{
    private readonly IReadOnlyList<WebhookSecret> secrets;
    private readonly WebhookOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    /// <exception cref="WebhookSettingException">A setting cannot be.</exception>
    /// <exception cref="ArgumentException">There is no endpoint.</exception>
    public HttpWebhookTransport(WebhookOptions options, TimeProvider time)
    {
        secrets = options.Check();
        (this.options, this.time) = (options, time);
        if (options.Endpoint is null)
        {
            throw new ArgumentException("There is no endpoint to send to.", nameof(options));
        }

        client = SignedCalls.Client(options.Timeout);
    }

    public async Task<WebhookAnswer> SendAsync(WebhookEvent change, CancellationToken cancellationToken)
    {
        using var message = SignedCalls.Message(HttpMethod.Post, options.Endpoint!, change.Id, WebhookBody.Of(change), secrets, time.GetUtcNow());
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(WebhookVerdict.Failed, "timeout");
        }
        catch (HttpRequestException failure)
        {
            return new(WebhookVerdict.Failed, SignedCalls.CodeOf(failure));
        }
    }

    public void Dispose() => client.Dispose();

    private WebhookAnswer Judge(HttpResponseMessage response)
    {
        var code = SignedCalls.CodeOf(response);
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new(WebhookVerdict.Delivered, code),
            HttpStatusCode.Gone => new(WebhookVerdict.Gone, code),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(WebhookVerdict.Failed, code, SignedCalls.WishOf(response, time.GetUtcNow())),
            _ => new(WebhookVerdict.Failed, code),
        };
    }
}
