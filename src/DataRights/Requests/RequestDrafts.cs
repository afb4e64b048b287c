using System.Security.Cryptography;
using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>Makes the first record of a request.</summary>
internal sealed class RequestDrafts(DataMap map, RequestSeals seals)
{
    /// <summary>The format that the submission comes to; null for a deletion.</summary>
    public static ExportFormat? FormatOf(Submission submission) =>
        submission.Kind == RequestKind.Deletion ? null : submission.Format ?? ExportFormat.Json;

    /// <summary>What becomes of formulas; null where no CSV is written.</summary>
    public static CsvFormulas? FormulasOf(Submission submission) =>
        FormatOf(submission) == ExportFormat.Csv ? submission.CsvFormulas ?? CsvFormulas.Escape : null;

    /// <summary>The record of a request that is only written down to say that it was refused: it knows nothing of the person.</summary>
    public static RequestRecord Refused(RequestRecord draft, string code) =>
        draft with { Outcome = code, SubjectReference = null, RootCollection = null, SealedRootKey = null, SealedIdentifiers = null };

    public RequestRecord Make(string id, Submission submission, IReadOnlyList<Identifier> identifiers, RootKey? root, string? reference, DateTimeOffset received, string statusSecret)
    {
        var record = new RequestRecord
        {
            Id = id,
            Kind = submission.Kind,
            Status = RequestStatus.Accepted,
            ClientReference = submission.ClientReference,
            Format = FormatOf(submission),
            CsvFormulas = FormulasOf(submission),
            Language = submission.Kind == RequestKind.Deletion ? null : submission.Language,
            LedgerReference = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Received = received,
            Due = map.Clock.AnswerWithin.After(received),
            Version = 1,
            Epoch = 0,
            StatusSecretHash = StatusSecret.Hash(statusSecret),
        };

        // With nobody found there is nothing to work on, so nothing of what was typed is kept.
        return root is null ? record : record with
        {
            SubjectReference = reference,
            RootCollection = root.Collection,
            SealedRootKey = seals.SealRoot(id, root),
            SealedIdentifiers = seals.SealIdentifiers(id, identifiers),
            GraceEnds = submission.Kind == RequestKind.Deletion && !submission.WaiveGrace ? map.Clock.DeletionGrace.After(received) : null,
        };
    }
}
