using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Problems;

/// <summary>The problems of bodies, headers and queries, before anything is acted on.</summary>
public static class BodyProblems
{
    public static Problem TooLarge() => new("body-too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large",
        string.Create(CultureInfo.InvariantCulture, $"A body may have at most {Json.JsonBody.LimitBytes} bytes. A request needs only a kind and identifiers."));

    public static Problem WrongContentType() => new("content-type-unsupported", StatusCodes.Status415UnsupportedMediaType, "The body is not JSON",
        "Send the body as JSON in UTF-8, without compression, with the header 'Content-Type: application/json'.");

    public static Problem Malformed(long line, long position) => new("json-malformed", StatusCodes.Status400BadRequest, "The body is not well-formed JSON",
        string.Create(CultureInfo.InvariantCulture, $"The JSON breaks at line {line}, byte {position}. Correct it there (RFC 8259: no comments, no trailing commas, names in double quotes)."));

    public static Problem NotUtf8() => new("json-not-utf8", StatusCodes.Status400BadRequest, "The body is not UTF-8",
        "JSON is exchanged in UTF-8 (RFC 8259, section 8.1). Encode the body so.");

    public static Problem Invalid(IReadOnlyList<ProblemPart> parts) => new("body-invalid", StatusCodes.Status400BadRequest, "The body does not say what it should",
        parts.Count == 1
            ? $"{(parts[0].Pointer.Length == 0 ? "The body" : parts[0].Pointer)}: {parts[0].Detail}"
            : string.Create(CultureInfo.InvariantCulture, $"{parts.Count} things are wrong; 'errors' lists each with its place."))
    {
        Pointer = parts.Count == 1 ? parts[0].Pointer : null,
        Errors = parts,
    };

    public static Problem Header(string name, string detail) => new("header-invalid", StatusCodes.Status400BadRequest, "A header is not valid", $"Header '{name}': {detail}");

    public static Problem Query(string detail) => new("query-invalid", StatusCodes.Status400BadRequest, "The query is not valid", detail);
}
