using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DataRights.Webhooks;

namespace DataRights.Api.Webhooks;

/// <summary>
/// Posts events to one endpoint with the headers of Standard Webhooks, each attempt with its own timestamp. A 2xx delivers,
/// 410 ends the request's webhooks, everything else has failed. Follows no redirects, keeps no cookies, takes no proxy
/// credentials along, and reads nothing of the answer but its status and Retry-After.
/// </summary>
public sealed class HttpWebhookTransport : IWebhookTransport, IDisposable
{
    private const int LongestHeadersKilobytes = 16;

    private static readonly ProductInfoHeaderValue Agent =
        new("DataRightsFunctions", typeof(HttpWebhookTransport).Assembly.GetName().Version!.ToString(3));

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

        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.Timeout,
            MaxResponseHeadersLength = LongestHeadersKilobytes,

            // So that a change of the endpoint's address in DNS is followed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<WebhookAnswer> SendAsync(WebhookEvent change, CancellationToken cancellationToken)
    {
        using var message = Message(change);
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
            return new(WebhookVerdict.Failed, JsonNamingPolicy.KebabCaseLower.ConvertName(failure.HttpRequestError.ToString()));
        }
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Message(WebhookEvent change)
    {
        var body = WebhookBody.Of(change);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var message = new HttpRequestMessage(HttpMethod.Post, options.Endpoint)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        message.Headers.UserAgent.Add(Agent);
        message.Headers.Add("webhook-id", change.Id);
        message.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        message.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', secrets.Select(s => s.Sign(change.Id, timestamp, body))));
        return message;
    }

    private WebhookAnswer Judge(HttpResponseMessage response)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"http-{(int)response.StatusCode}");
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new(WebhookVerdict.Delivered, code),
            HttpStatusCode.Gone => new(WebhookVerdict.Gone, code),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(WebhookVerdict.Failed, code, Wish(response.Headers.RetryAfter)),
            _ => new(WebhookVerdict.Failed, code),
        };
    }

    private TimeSpan? Wish(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date - time.GetUtcNow());
}
