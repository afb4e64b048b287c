using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary>Reads the Idempotency-Key header: 1 to 255 visible ASCII characters, once. Absent is fine.</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    public static string? Read(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
        {
            return null;
        }

        var key = values.Count == 1 ? values[0] : null;
        return key is { Length: > 0 and <= MaxLength } && key.All(c => c is > ' ' and < '\x7f')
            ? key
            : throw new ProblemException(BodyProblems.Header(Header, "send it once, with 1 to 255 visible ASCII characters; a random UUID is a good choice."));
    }
}
