using System.Net;
using DataRights.Api.Webhooks;
using DataRights.Recipients;

namespace DataRights.Api.Recipients;

/// <summary>What an answer means. A status of HTTP alone confirms nothing but 410: a wrong address answers 404 and 200 as well.</summary>
internal static class RecipientJudgement
{
    /// <param name="response">The answer.</param>
    /// <param name="status">The word in its body.</param>
    /// <param name="isAsked">Whether the recipient was asked about a telling, not told.</param>
    /// <param name="address">Where it can be asked from now on.</param>
    /// <param name="now">The time.</param>
    public static RecipientAnswer Of(HttpResponseMessage response, string? status, bool isAsked, string? address, DateTimeOffset now)
    {
        var code = SignedCalls.CodeOf(response);
        var http = response.StatusCode;
        var isNobody = http is HttpStatusCode.NotFound or HttpStatusCode.Gone;
        return status switch
        {
            RecipientReply.Deleted or RecipientReply.Unknown when response.IsSuccessStatusCode || isNobody => new(RecipientVerdict.Confirmed, code),
            RecipientReply.Refused when response.IsSuccessStatusCode => new(RecipientVerdict.Refused, code),
            _ when response.IsSuccessStatusCode => new(RecipientVerdict.Accepted, code, SignedCalls.WishOf(response, now), address),
            _ when isAsked && isNobody => new(RecipientVerdict.Forgotten, code),
            _ when http == HttpStatusCode.Gone => new(RecipientVerdict.Confirmed, code),
            _ when IsPassing(http) => new(RecipientVerdict.Unavailable, code, SignedCalls.WishOf(response, now)),
            _ => new(isAsked ? RecipientVerdict.Forgotten : RecipientVerdict.Refused, code),
        };
    }

    /// <summary>Trouble of the recipient's host, of the way there, or of a setting on either side that somebody will mend.</summary>
    private static bool IsPassing(HttpStatusCode http) => (int)http is < 400 or >= 500
        || http is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            or HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests;
}
