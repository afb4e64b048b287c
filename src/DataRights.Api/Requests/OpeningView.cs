using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.Api.Requests;

/// <summary>
/// What shows later that a receipt is this person's: to be saved as it is, word for word, by whoever submitted. It is told once and kept
/// nowhere. It holds the identifiers as normalized, so it is as personal as they are.
/// </summary>
public sealed record OpeningView(string Request, string Algorithm, string Salt, IReadOnlyDictionary<string, string> Identifiers)
{
    public static OpeningView? Of(RequestRecord record, SubjectOpening? opening) =>
        opening is null ? null : new(record.Id, SubjectBinding.Algorithm, opening.Salt, opening.Identifiers);

    /// <summary>Never shows salt or identifiers.</summary>
    public override string ToString() => Request;
}
