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

        if (submission.ClientReference is { } reference && !IsClientReference(reference))
        {
            throw new RequestRefusedException(
                "client-reference-invalid",
                $"The client reference must have 1 to {Submission.LongestClientReference} characters, each an ASCII letter, a digit, '.', '_' or '-'. Give a random id of your own that is not personal, or leave it out.",
                "/clientReference");
        }

        if (submission.OpeningSalt is { } salt && !SubjectBinding.IsSalt(salt))
        {
            throw new RequestRefusedException("opening-salt-invalid", "The opening's salt must be 32 random bytes in base64url without padding: 43 characters. Leave it out to have one made.", "/openingSalt");
        }

        return IdentifierReader.Read(map, submission.Identifiers);
    }

    /// <summary>SHA-256 over what the submission asks for; the same for other spellings of the same identifiers.</summary>
    public static byte[] Digest(Submission submission, IReadOnlyList<Identifier> identifiers) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(Digested(submission, identifiers))));

    // Without what came later it is what earlier versions made, so that their keys are still recognized.
    private static object[] Digested(Submission submission, IReadOnlyList<Identifier> identifiers)
    {
        object[] always = [submission.Kind.ToString(), submission.WaiveGrace, identifiers.Select(i => new[] { i.Name, i.Value })];
        object[] named = submission.ClientReference is { } reference ? [.. always, reference] : always;
        object[] salted = submission.OpeningSalt is { } salt ? [.. named, new { salt }] : named;
        object[] formed = RequestDrafts.FormatOf(submission) is { } format and not ExportFormat.Json
            ? [.. salted, new { format = format.ToString(), formulas = RequestDrafts.FormulasOf(submission)?.ToString() }]
            : salted;
        object[] spoken = submission is { Language: { } language, Kind: not RequestKind.Deletion } ? [.. formed, new { language = language.ToString() }] : formed;
        return submission.RepeatAllowedBy is null ? spoken : [.. spoken, new { repeat = true }];
    }

    private static bool IsClientReference(string text) =>
        text.Length is > 0 and <= Submission.LongestClientReference && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
