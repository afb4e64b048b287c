using DataRights.Signing;
using Newtonsoft.Json.Linq;

namespace DataRights.Subjects;

/// <summary>
/// Reads an opening from a file: <c>{"salt": text, "identifiers": {name: text}}</c>, as the answer to a submit has it under
/// <c>opening</c>; that answer as a whole is taken, too. Other members are passed over.
/// </summary>
public static class OpeningFile
{
    /// <exception cref="FormatException">It is none. The message quotes nothing of it.</exception>
    public static SubjectOpening Parse(ReadOnlySpan<byte> json)
    {
        var file = StrictJson.Object(json) ?? throw new FormatException("it is not one JSON object.");
        var opening = file["opening"] as JObject ?? file;
        var salt = opening["salt"] is JValue { Type: JTokenType.String } text ? (string)text! : "";
        if (!SubjectBinding.IsSalt(salt))
        {
            throw new FormatException("it has no 'salt' of 32 bytes in base64url.");
        }

        return opening["identifiers"] is JObject { Count: > 0 } identifiers && identifiers.Properties().All(p => p.Value.Type == JTokenType.String)
            ? new(salt, identifiers.Properties().ToDictionary(p => p.Name, p => (string)p.Value!))
            : throw new FormatException("it has no 'identifiers': an object of names and values, each value as text.");
    }
}
