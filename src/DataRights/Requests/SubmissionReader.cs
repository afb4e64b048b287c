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

        return IdentifierReader.Read(map, submission.Identifiers);
    }

    /// <summary>SHA-256 over what the submission asks for; the same for other spellings of the same identifiers.</summary>
    public static byte[] Digest(Submission submission, IReadOnlyList<Identifier> identifiers) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(
            new object[] { submission.Kind.ToString(), submission.WaiveGrace, identifiers.Select(i => new[] { i.Name, i.Value }) })));
}
