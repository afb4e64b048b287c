using System.Text.Json;
using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.Api.Requests;

/// <summary>
/// Reads <c>{"kind": "access|portability|deletion", "identifiers": {name: value}, "waiveGrace": bool,
/// "clientReference": text, "openingSalt": text, "format": "json|ndjson|csv", "csvFormulas": "escape|keep",
/// "language": "en|zh|de|fr", "allowRepeat": bool}</c> and nothing else. Every fault is told at once, each with its JSON pointer and how to mend it, and no value is quoted.
/// </summary>
public static class SubmissionBody
{
    private const string Shape = "{\"kind\": …, \"identifiers\": {…}}";

    private static readonly Dictionary<string, RequestKind> Kinds = NamesOf<RequestKind>();
    private static readonly Dictionary<string, ExportFormat> Formats = NamesOf<ExportFormat>();
    private static readonly Dictionary<string, PageLanguage> Languages = MapWords.Languages.ToDictionary(StringComparer.Ordinal);
    private static readonly Dictionary<string, CsvFormulas> Formulas = NamesOf<CsvFormulas>();

    /// <exception cref="ProblemException">Code <c>body-invalid</c>, with every fault.</exception>
    /// <remarks>A <paramref name="person"/> is who calls, named by the token: the body may leave the identifiers out, and must not say others.</remarks>
    public static Submission Read(JsonElement body, string? idempotencyKey, IReadOnlyDictionary<string, string>? person = null)
    {
        var faults = new List<ProblemPart>();
        var reader = new StrictObject(faults);
        var members = reader.Members(body, "", Shape) ?? [];
        var kind = RequestKind.Access;
        var identifiers = new Dictionary<string, string>(StringComparer.Ordinal);
        var waiveGrace = false;
        string? reference = null;
        string? salt = null;
        ExportFormat? format = null;
        CsvFormulas? formulas = null;
        PageLanguage? language = null;
        var repeat = false;
        foreach (var (name, value) in members)
        {
            switch (name)
            {
                case "kind":
                    kind = Choice(reader, value, "/kind", Kinds, faults);
                    break;
                case "identifiers":
                    identifiers = Identifiers(reader, value, faults);
                    break;
                case "waiveGrace":
                    waiveGrace = Flag(value, "/waiveGrace", faults);
                    break;
                case "clientReference":
                    reference = reader.Text(value, "/clientReference", "an id of your own for this request, not personal");
                    break;
                case "openingSalt":
                    salt = reader.Text(value, "/openingSalt", "32 random bytes of your own in base64url");
                    break;
                case "format":
                    format = Choice(reader, value, "/format", Formats, faults);
                    break;
                case "csvFormulas":
                    formulas = Choice(reader, value, "/csvFormulas", Formulas, faults);
                    break;
                case "language":
                    language = Choice(reader, value, "/language", Languages, faults);
                    break;
                case "allowRepeat":
                    repeat = Flag(value, "/allowRepeat", faults);
                    break;
                default:
                    faults.Add(new(JsonPointer.Append("", name), "is not a field of a request; the fields are kind, identifiers, waiveGrace, clientReference, openingSalt, format, csvFormulas, language and allowRepeat. Remove or rename it."));
                    break;
            }
        }

        if (body.ValueKind == JsonValueKind.Object)
        {
            Require(members, "kind", $"is missing; give one of {string.Join(", ", Kinds.Keys)}.", faults);
            if (person is null)
            {
                Require(members, "identifiers", "is missing; name the person, for instance {\"email\": \"…\"}.", faults);
            }
        }

        CheckFormat(kind, format, formulas, faults);
        if (kind == RequestKind.Deletion && language is not null)
        {
            faults.Add(new("/language", "is the language of an archive's pages; a deletion makes no archive. Leave it out."));
        }

        if (kind == RequestKind.Deletion && repeat)
        {
            faults.Add(new("/allowRepeat", "is for exports; deletions may be asked for again at any time. Leave it out."));
        }

        if (faults.Count > 0)
        {
            throw new ProblemException(BodyProblems.Invalid(faults));
        }

        if (person is not null && members.ContainsKey("identifiers") && !AreEqual(person, identifiers))
        {
            throw new ProblemException(AccessProblems.OtherPerson());
        }

        return new Submission(kind, person ?? identifiers, idempotencyKey, waiveGrace)
        {
            ClientReference = reference,
            OpeningSalt = salt,
            Format = format,
            CsvFormulas = formulas,
            Language = language,
            RepeatAllowedBy = repeat ? AppRoles.Operate : null,
        };
    }

    private static void CheckFormat(RequestKind kind, ExportFormat? format, CsvFormulas? formulas, List<ProblemPart> faults)
    {
        if (kind == RequestKind.Deletion && format is not null)
        {
            faults.Add(new("/format", "is for exports; a deletion makes no archive. Leave it out."));
        }

        if (formulas is not null && format != ExportFormat.Csv)
        {
            faults.Add(new("/csvFormulas", "goes only with \"format\": \"csv\"; other formats keep every text as it is. Leave it out."));
        }
    }

    private static Dictionary<string, T> NamesOf<T>() where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(k => JsonNamingPolicy.KebabCaseLower.ConvertName(k.ToString()));

    private static bool AreEqual(IReadOnlyDictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(i => other.TryGetValue(i.Key, out var value) && string.Equals(value, i.Value, StringComparison.Ordinal));

    private static T Choice<T>(StrictObject reader, JsonElement value, string pointer, Dictionary<string, T> names, List<ProblemPart> faults) where T : struct
    {
        var choices = $"one of {string.Join(", ", names.Keys)}";
        if (reader.Text(value, pointer, choices) is not { } text)
        {
            return default;
        }

        if (!names.TryGetValue(text, out var choice))
        {
            faults.Add(new(pointer, $"must be {choices}, in lower case."));
        }

        return choice;
    }

    private static Dictionary<string, string> Identifiers(StrictObject reader, JsonElement value, List<ProblemPart> faults)
    {
        const string Pointer = "/identifiers";
        var identifiers = new Dictionary<string, string>(StringComparer.Ordinal);
        var members = reader.Members(value, Pointer, "identifier names of the data map with their values");
        if (members is { Count: 0 })
        {
            faults.Add(new(Pointer, "is empty; give at least one identifier."));
        }

        foreach (var (name, element) in members ?? [])
        {
            if (reader.Text(element, JsonPointer.Append(Pointer, name), "the identifier's value, numbers in quotes too") is { } text)
            {
                identifiers[name] = text;
            }
        }

        return identifiers;
    }

    private static bool Flag(JsonElement value, string pointer, List<ProblemPart> faults)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            faults.Add(new(pointer, "must be true or false, without quotes."));
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private static void Require(Dictionary<string, JsonElement> members, string name, string detail, List<ProblemPart> faults)
    {
        if (!members.ContainsKey(name))
        {
            faults.Add(new($"/{name}", detail));
        }
    }
}
