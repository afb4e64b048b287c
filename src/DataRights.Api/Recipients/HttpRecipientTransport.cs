using DataRights.Api.Webhooks;
using DataRights.Recipients;

namespace DataRights.Api.Recipients;

/// <summary>
/// Calls recipients and the freeze hook with the headers of Standard Webhooks and <c>idempotency-key</c>. Follows no redirects;
/// an address that a recipient names is asked only where it is the recipient's own (same scheme, host and port). Reads of an
/// answer its status, Retry-After, Location and the body's one word.
/// </summary>
public sealed class HttpRecipientTransport : IRecipientTransport, IDisposable
{
    private readonly RecipientOptions options;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<WebhookSecret>> secrets;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    /// <exception cref="WebhookSettingException">A setting cannot be.</exception>
    public HttpRecipientTransport(RecipientOptions options, TimeProvider time)
    {
        secrets = options.Check();
        (this.options, this.time) = (options, time);
        client = SignedCalls.Client(options.Timeout);
    }

    public bool Reaches(string connection) => options.Endpoints.ContainsKey(connection);

    public Task<RecipientAnswer> TellAsync(RecipientCall call, CancellationToken cancellationToken)
    {
        var address = options.Endpoints[call.Connection].Address;
        var body = RecipientBody.Of(RecipientBody.Delete, call, time.GetUtcNow(), options.CallbackAddress());
        return CallAsync(HttpMethod.Post, address, call, body, isAsked: false, options.Timeout, cancellationToken);
    }

    public Task<RecipientAnswer> AskAsync(RecipientCall call, string address, CancellationToken cancellationToken) =>
        OwnAddress(call.Connection, address) is { } own
            ? CallAsync(HttpMethod.Get, own, call, [], isAsked: true, options.Timeout, cancellationToken)
            : Task.FromResult(new RecipientAnswer(RecipientVerdict.Forgotten, "address-foreign"));

    public async Task<RecipientAnswer> FreezeAsync(RecipientCall call, TimeSpan within, CancellationToken cancellationToken)
    {
        var address = options.Endpoints[call.Connection].Address;
        var body = RecipientBody.Of(RecipientBody.Freeze, call, time.GetUtcNow(), null);
        var answer = await CallAsync(HttpMethod.Post, address, call, body, isAsked: false, within, cancellationToken);
        return answer.Verdict == RecipientVerdict.Accepted ? answer with { Verdict = RecipientVerdict.Confirmed } : answer;
    }

    public void Dispose() => client.Dispose();

    private async Task<RecipientAnswer> CallAsync(
        HttpMethod method, Uri address, RecipientCall call, byte[] body, bool isAsked, TimeSpan within, CancellationToken cancellationToken)
    {
        using var message = SignedCalls.Message(method, address, call.Key, body, secrets[call.Connection], time.GetUtcNow());
        message.Headers.Add("idempotency-key", call.Key);
        using var limit = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = await RecipientReply.StatusAsync(response.Content, either.Token);
            var named = response.Headers.Location is { } location ? OwnAddress(call.Connection, location.OriginalString) : null;
            return RecipientJudgement.Of(response, status, isAsked, named?.AbsoluteUri, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(RecipientVerdict.Unavailable, "timeout");
        }
        catch (HttpRequestException failure)
        {
            return new(RecipientVerdict.Unavailable, SignedCalls.CodeOf(failure));
        }
        catch (IOException)
        {
            // The answer broke off in its body.
            return new(RecipientVerdict.Unavailable, "response-ended");
        }
    }

    private Uri? OwnAddress(string connection, string text)
    {
        var home = options.Endpoints[connection].Address;
        return Uri.TryCreate(home, text, out var address)
            && Uri.Compare(address, home, UriComponents.SchemeAndServer | UriComponents.UserInfo, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
                ? address
                : null;
    }
}
