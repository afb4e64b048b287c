using System.Security.Cryptography;
using System.Text;
using DataRights.Mapping;
using DataRights.Subjects;
using Newtonsoft.Json;

namespace DataRights.Requests;

/// <summary>Checks a submission against the map and brings its identifiers into the form they are compared in.</summary>
internal sealed class SubmissionReader(DataMap map, RequestOptions options)
{
    /// <summary>The identifiers in the map's order.</summary>
    /// <exception cref="RequestRefusedException">The submission cannot be taken.</exception>
    public IReadOnlyList<Identifier> Read(Submission submission)
    {
        if (submission.WaiveGrace && !options.AllowGraceWaiver)
        {
            throw new RequestRefusedException("grace-required", "The grace period cannot be waived on this host; send the request without the waiver.", "/waiveGrace");
        }

        var known = map.Identifiers.Select(i => i.Name).ToList();
        if (submission.Identifiers.Count == 0)
        {
            throw new RequestRefusedException("identifier-missing", $"The request names no identifier; send at least one of {string.Join(", ", known)}.", "/identifiers");
        }

        if (submission.Identifiers.Keys.Any(name => !known.Contains(name)))
        {
            // An unknown name is whatever somebody typed, perhaps an address: it is not repeated.
            throw new RequestRefusedException("identifier-unknown", $"The request names an identifier that the data map does not declare; it declares {string.Join(", ", known)}.", "/identifiers");
        }

        return [.. map.Identifiers
            .Where(rule => submission.Identifiers.ContainsKey(rule.Name))
            .Select(rule => IdentifierNormalizer.Normalize(rule, submission.Identifiers[rule.Name]))];
    }

    /// <summary>SHA-256 over what the submission asks for; the same for other spellings of the same identifiers.</summary>
    public static byte[] Digest(Submission submission, IReadOnlyList<Identifier> identifiers) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(
            new object[] { submission.Kind.ToString(), submission.WaiveGrace, identifiers.Select(i => new[] { i.Name, i.Value }) })));
}
