using System.Text.Json;
using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Api.Replays;
using DataRights.Deletion.Holds;

namespace DataRights.Api.Holds;

/// <summary>
/// Reads <c>{"reason": code, "identifiers": {name: value} | "request": id, "collection": name, "when": condition, "reviewBy": moment, "until":
/// moment}</c> and nothing else, and of a review only <c>reviewBy</c>. Every fault is told at once, and no value is quoted.
/// </summary>
public static class HoldBody
{
    private const string Shape = "{\"reason\": …, \"identifiers\": {…}}";
    private const string Moment = "a moment in ISO 8601 with its offset, for instance 2026-09-30T00:00:00Z";

    /// <exception cref="ProblemException">Code <c>body-invalid</c>, with every fault.</exception>
    public static HoldOrder Read(JsonElement body, string placedBy, string? idempotencyKey)
    {
        var faults = new List<ProblemPart>();
        var reader = new StrictObject(faults);
        var order = new HoldOrder("", placedBy) { IdempotencyKey = idempotencyKey };
        var members = reader.Members(body, "", Shape);
        foreach (var (name, value) in members ?? [])
        {
            order = name switch
            {
                "reason" => order with { Reason = reader.Text(value, "/reason", "a code of lower-case letters, digits and dashes") ?? "" },
                "identifiers" => order with { Identifiers = Identifiers(reader, value) },
                "request" => order with { Request = reader.Text(value, "/request", "the id of one of the person's requests") },
                "collection" => order with { Collection = reader.Text(value, "/collection", "the name of a collection in the data map") },
                "when" => order with { When = reader.Text(value, "/when", "a condition as in the data map") },
                "reviewBy" => order with { ReviewBy = At(reader, value, "/reviewBy", faults) },
                "until" => order with { Until = At(reader, value, "/until", faults) },
                _ => Unknown(name, order, "a hold; the fields are reason, identifiers, request, collection, when, reviewBy and until", faults),
            };
        }

        if (members is not null && !members.ContainsKey("reason"))
        {
            faults.Add(new("/reason", "is missing; give a code of your own, for instance litigation-2026-14."));
        }

        return faults.Count > 0 ? throw new ProblemException(BodyProblems.Invalid(faults)) : order;
    }

    /// <summary>The date of the next review; null where none is given.</summary>
    /// <exception cref="ProblemException">Code <c>body-invalid</c>, with every fault.</exception>
    public static DateTimeOffset? ReadReview(JsonElement body)
    {
        var faults = new List<ProblemPart>();
        var reader = new StrictObject(faults);
        DateTimeOffset? reviewBy = null;
        foreach (var (name, value) in reader.Members(body, "", "{} or {\"reviewBy\": …}") ?? [])
        {
            reviewBy = name == "reviewBy" ? At(reader, value, "/reviewBy", faults) : Unknown(name, reviewBy, "a review; the only field is reviewBy", faults);
        }

        return faults.Count > 0 ? throw new ProblemException(BodyProblems.Invalid(faults)) : reviewBy;
    }

    private static Dictionary<string, string>? Identifiers(StrictObject reader, JsonElement value)
    {
        const string Pointer = "/identifiers";
        var identifiers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, element) in reader.Members(value, Pointer, "identifier names of the data map with their values") ?? [])
        {
            if (reader.Text(element, JsonPointer.Append(Pointer, name), "the identifier's value, numbers in quotes too") is { } text)
            {
                identifiers[name] = text;
            }
        }

        return identifiers;
    }

    private static DateTimeOffset? At(StrictObject reader, JsonElement value, string pointer, List<ProblemPart> faults)
    {
        if (reader.Text(value, pointer, Moment) is not { } text)
        {
            return null;
        }

        var moment = ReplayBody.ReadMoment(text);
        if (moment is null)
        {
            faults.Add(new(pointer, $"must be {Moment}."));
        }

        return moment;
    }

    private static T Unknown<T>(string name, T unchanged, string of, List<ProblemPart> faults)
    {
        faults.Add(new(JsonPointer.Append("", name), $"is not a field of {of}. Remove or rename it."));
        return unchanged;
    }
}
