using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace DataRights.Api.Webhooks;

/// <summary>
/// What all calls to others have in common: the headers of Standard Webhooks, each attempt with its own timestamp; no redirects,
/// no cookies, no proxy credentials; and failures told by a code.
/// </summary>
internal static class SignedCalls
{
    private const int LongestHeadersKilobytes = 16;

    private static readonly ProductInfoHeaderValue Agent =
        new("DataRightsFunctions", typeof(SignedCalls).Assembly.GetName().Version!.ToString(3));

    public static HttpClient Client(TimeSpan connectTimeout) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = connectTimeout,
        MaxResponseHeadersLength = LongestHeadersKilobytes,

        // So that a change of the address in DNS is followed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The message, signed with every secret, so that the receiver may exchange them one after the other.</summary>
    public static HttpRequestMessage Message(HttpMethod method, Uri address, string id, byte[] body, IReadOnlyList<WebhookSecret> secrets, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds();
        var message = new HttpRequestMessage(method, address);
        if (body.Length > 0)
        {
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        message.Headers.UserAgent.Add(Agent);
        message.Headers.Add("webhook-id", id);
        message.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        message.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', secrets.Select(s => s.Sign(id, timestamp, body))));
        return message;
    }

    public static string CodeOf(HttpResponseMessage response) => string.Create(CultureInfo.InvariantCulture, $"http-{(int)response.StatusCode}");

    public static string CodeOf(HttpRequestException failure) => JsonNamingPolicy.KebabCaseLower.ConvertName(failure.HttpRequestError.ToString());

    /// <summary>How long the receiver asks to be left alone.</summary>
    public static TimeSpan? WishOf(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - now);
}
