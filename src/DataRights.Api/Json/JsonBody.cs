using System.Text.Json;
using System.Text.Unicode;
using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Json;

/// <summary>
/// Reads a JSON body of at most <see cref="LimitBytes"/>. What is wrong with it becomes a problem: 413 for its size,
/// 415 for its type, 400 with line and position where the JSON breaks. Never quotes the body.
/// </summary>
public static class JsonBody
{
    public const int LimitBytes = 64 * 1024;

    private const int MaxDepth = 16;

    public static async Task<JsonDocument> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        RequireJson(request);
        var content = await ReadContentAsync(request, cancellationToken);
        var text = content.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content[3..] : content;
        if (!Utf8.IsValid(text.Span))
        {
            throw new ProblemException(BodyProblems.NotUtf8());
        }

        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException broken)
        {
            // The position is all that is kept: the exception's text quotes the body.
            throw new ProblemException(BodyProblems.Malformed((broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1));
        }
    }

    private static void RequireJson(HttpRequest request)
    {
        var type = request.GetTypedHeaders().ContentType;
        var encoding = request.Headers.ContentEncoding;
        var isJson = type is not null && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
        var isUtf8 = isJson && (!type!.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isUtf8 || encoding.Count > 0)
        {
            throw new ProblemException(BodyProblems.WrongContentType());
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadContentAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LimitBytes)
        {
            throw new ProblemException(BodyProblems.TooLarge());
        }

        // One byte more than allowed, so that a body without a declared length is caught as well.
        var buffer = new byte[(request.ContentLength ?? LimitBytes) + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return read <= LimitBytes ? buffer.AsMemory(0, read) : throw new ProblemException(BodyProblems.TooLarge());
    }
}
