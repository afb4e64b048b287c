using System.Text.Json;
using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Recipients;

/// <summary>What a recipient sends when it calls back: the key of its telling, the token, and how it ended.</summary>
public sealed record ConfirmationBody(string RequestId, string Recipient, string Token, bool Deleted)
{
    private const int LongestText = 200;

    /// <exception cref="ProblemException">The body cannot be used.</exception>
    public static ConfirmationBody Read(JsonElement body)
    {
        var (key, token, status) = (Text(body, "key"), Text(body, "token"), Text(body, "status"));
        var at = key.IndexOf('/', StringComparison.Ordinal);
        if (at <= 0 || !Guid.TryParseExact(key[..at], "D", out _) || !IsName(key[(at + 1)..]))
        {
            throw Refused("/key", "Send the key as it came with the telling, also its header webhook-id.");
        }

        return status is RecipientReply.Deleted or RecipientReply.Unknown or RecipientReply.Refused
            ? new(key[..at], key[(at + 1)..], token, status != RecipientReply.Refused)
            : throw Refused("/status", "Send 'deleted' when the person is deleted, 'unknown' when you know nobody by the identifiers, 'refused' when you will not delete.");
    }

    public override string ToString() => "confirmation";

    private static string Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestText } text
            ? text
            : throw Refused("/" + name, $"Send a JSON object with the texts 'key', 'token' and 'status', each of 1 to 200 characters; '{name}' is none.");

    private static bool IsName(string text) => text.Length is > 0 and <= 63 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static ProblemException Refused(string pointer, string detail) =>
        new(new Problem("confirmation-invalid", StatusCodes.Status422UnprocessableEntity, "The confirmation cannot be understood", detail) { Pointer = pointer });
}
