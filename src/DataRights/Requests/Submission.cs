using DataRights.Mapping;

namespace DataRights.Requests;

/// <summary>What a head passes on. <see cref="object.ToString"/> never shows the identifiers.</summary>
/// <param name="Kind">What is asked for.</param>
/// <param name="Identifiers">Identifier name to value as typed; at least one.</param>
/// <param name="IdempotencyKey">The caller's key, at most 255 characters; the same key with other content is refused.</param>
/// <param name="WaiveGrace">Deletes without the grace period. Allowed in development only; written to the ledger.</param>
public sealed record Submission(RequestKind Kind, IReadOnlyDictionary<string, string> Identifiers, string? IdempotencyKey, bool WaiveGrace)
{
    /// <summary>The longest <see cref="ClientReference"/>, in characters.</summary>
    public const int LongestClientReference = 64;

    /// <summary>
    /// The submitter's own name for the request, passed back in views and webhooks: 1 to 64 ASCII letters, digits, '.', '_'
    /// and '-'. It is kept as long as the request's record and sealed nowhere, so it must not be personal: no user id, no
    /// address, nothing that means the person to anybody but the submitter's own table of requests.
    /// </summary>
    public string? ClientReference { get; init; }

    /// <summary>
    /// A salt that the submitter has made, for the binding of a deletion's receipt to the person (<see cref="Subjects.SubjectBinding"/>):
    /// 32 random bytes in base64url. For submitters that never see the answer, such as those of the queue; null has one made.
    /// </summary>
    public string? OpeningSalt { get; init; }

    /// <summary>In what form the archive's tables are written; null is <see cref="ExportFormat.Json"/>. Means nothing for a deletion.</summary>
    public ExportFormat? Format { get; init; }

    /// <summary>What becomes of formulas in CSV; null is <see cref="Requests.CsvFormulas.Escape"/>. Means nothing for other formats.</summary>
    public CsvFormulas? CsvFormulas { get; init; }

    /// <summary>The language of the archive's pages; null is the data map's. Means nothing for a deletion.</summary>
    public PageLanguage? Language { get; init; }

    /// <summary>The role by which an operator allows an export of somebody of whom there was one of late (<see cref="ClockRules.ExportEvery"/>); null where nobody does.</summary>
    public string? RepeatAllowedBy { get; init; }

    /// <summary>Whether an export that comes too soon is written down and announced as cancelled, for submitters that see no answer, rather than refused.</summary>
    public bool RecordsRefusal { get; init; }

    public override string ToString() => $"{Kind} by {string.Join(", ", Identifiers.Keys)}";
}
