using System.Globalization;
using System.Text.Json;
using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Deletion.Replay;

namespace DataRights.Api.Replays;

/// <summary>
/// Reads <c>{"since": moment, "source": name, "dryRun": bool}</c> and nothing else; only <c>since</c> must be there. Every fault is
/// told at once.
/// </summary>
public static class ReplayBody
{
    private const string Shape = "{\"since\": …}";
    private const string Moment = "a moment in ISO 8601 with its offset, for instance 2026-03-01T04:00:00Z";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <exception cref="ProblemException">Code <c>body-invalid</c>, with every fault.</exception>
    public static ReplayOrder Read(JsonElement body)
    {
        var faults = new List<ProblemPart>();
        var reader = new StrictObject(faults);
        var order = new ReplayOrder(default, null, DryRun: false);
        var members = reader.Members(body, "", Shape);
        foreach (var (name, value) in members ?? [])
        {
            order = name switch
            {
                "since" => order with { Since = Since(reader, value, faults) },
                "source" => order with { Source = reader.Text(value, "/source", "the name of a source in the data map") },
                "dryRun" => order with { DryRun = Flag(value, faults) },
                _ => Unknown(name, order, faults),
            };
        }

        if (members is not null && !members.ContainsKey("since"))
        {
            faults.Add(new("/since", $"is missing; give the time of the backup: {Moment}."));
        }

        return faults.Count > 0 ? throw new ProblemException(BodyProblems.Invalid(faults)) : order;
    }

    /// <summary>Reads a moment that says its offset; null when it is none.</summary>
    public static DateTimeOffset? ReadMoment(string text) =>
        (text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-'))
        && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment.ToUniversalTime() : null;

    private static DateTimeOffset Since(StrictObject reader, JsonElement value, List<ProblemPart> faults)
    {
        if (reader.Text(value, "/since", Moment) is not { } text)
        {
            return default;
        }

        if (ReadMoment(text) is { } moment)
        {
            return moment;
        }

        faults.Add(new("/since", $"must be {Moment}."));
        return default;
    }

    private static bool Flag(JsonElement value, List<ProblemPart> faults)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            faults.Add(new("/dryRun", "must be true or false, without quotes."));
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private static ReplayOrder Unknown(string name, ReplayOrder order, List<ProblemPart> faults)
    {
        faults.Add(new(JsonPointer.Append("", name), "is not a field of a replay; the fields are since, source and dryRun. Remove or rename it."));
        return order;
    }
}
