using System.Text.Json;
using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Api.Requests;
using DataRights.Requests;

namespace DataRights.Api.Intake;

/// <summary>
/// What is inside a queued request: <c>{"id": text, "request": {…}}</c>, where the request is the body of
/// <c>POST /api/requests</c>. schema/intake-message.schema.json is its published form.
/// </summary>
public static class IntakeMessage
{
    private const int LongestId = 120;

    /// <exception cref="ProblemException">It is none.</exception>
    public static Submission Read(ReadOnlyMemory<byte> content, string messageId)
    {
        using var document = Parse(content);
        var faults = new List<ProblemPart>();
        var reader = new StrictObject(faults);
        var members = reader.Members(document.RootElement, "", "{\"id\": …, \"request\": {…}}") ?? [];
        var id = messageId;
        foreach (var (name, value) in members.Where(m => m.Key != "request"))
        {
            if (name != "id")
            {
                faults.Add(new(JsonPointer.Append("", name), "is not a field of a queued request; the fields are id and request."));
            }
            else if (reader.Text(value, "/id", "an id of the sender's own") is { } text)
            {
                id = text;
            }
        }

        if (id.Length is 0 or > LongestId)
        {
            faults.Add(new("/id", FormattableString.Invariant($"must have 1 to {LongestId} characters.")));
        }

        if (!members.TryGetValue("request", out var request))
        {
            faults.Add(new("/request", "is missing."));
        }

        if (faults.Count > 0)
        {
            throw new ProblemException(BodyProblems.Invalid(faults));
        }

        // Who queues shows no token, so nobody knows them for an operator.
        var submission = SubmissionBody.Read(request, $"intake:{id}");
        return submission.RepeatAllowedBy is null ? submission : throw new ProblemException(AccessProblems.RepeatNotAllowed());
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 8 });
        }
        catch (JsonException)
        {
            throw new ProblemException(BodyProblems.Invalid([new("", "is no JSON.")]));
        }
    }
}
