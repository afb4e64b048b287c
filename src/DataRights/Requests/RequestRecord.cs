using DataRights.Mapping;

namespace DataRights.Requests;

/// <summary>
/// A request as stored. Written only conditionally on the version that was read. Identifiers and root key are sealed;
/// everything else may be shown to operators.
/// </summary>
public sealed record RequestRecord
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>UUID version 7 (RFC 9562), so that ids sort by time.</summary>
    public required string Id { get; init; }

    public required RequestKind Kind { get; init; }

    public required RequestStatus Status { get; init; }

    /// <summary>The submitter's own name for the request, opaque to this system and not personal; see <see cref="Submission.ClientReference"/>.</summary>
    public string? ClientReference { get; init; }

    /// <summary>Null when no subject was found.</summary>
    public string? SubjectReference { get; init; }

    /// <summary>The root's collection; null when no subject was found.</summary>
    public string? RootCollection { get; init; }

    /// <summary>The root key, sealed for this request. Destroyed at the end of a deletion.</summary>
    public string? SealedRootKey { get; init; }

    /// <summary>The identifiers of the request, sealed for it. Destroyed at the end of a deletion.</summary>
    public string? SealedIdentifiers { get; init; }

    /// <summary>The random name of the request's ledger chain.</summary>
    public required string LedgerReference { get; init; }

    public required DateTimeOffset Received { get; init; }

    /// <summary>The law's limit.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>When a deletion's grace ends; null for exports and where it was waived.</summary>
    public DateTimeOffset? GraceEnds { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>Set before the first effect outside this record; from then on a deletion cannot be cancelled.</summary>
    public DateTimeOffset? EffectsBegan { get; init; }

    /// <summary>The hash of the map it was planned by; null until planned.</summary>
    public string? MapHash { get; init; }

    /// <summary>Counts the messages: a message for another version is stale and completes without effect.</summary>
    public required long Version { get; init; }

    /// <summary>The number of the run that may act.</summary>
    public required long Epoch { get; init; }

    /// <summary>How often a run has ended in trouble since the last progress.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether a run has found that there is a great deal to do; see <see cref="Turns.TurnOptions"/>.</summary>
    public bool Large { get; init; }

    /// <summary>When the message in flight becomes visible; housekeeping sends another when this is long past.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>When a run last showed life.</summary>
    public DateTimeOffset? Heartbeat { get; init; }

    /// <summary>The steps so far, in order, with counts.</summary>
    public IReadOnlyList<RequestStep> Steps { get; init; } = [];

    /// <summary>Opaque progress of the job, kept between slices. Nothing personal unless sealed.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>How it ended, or why it waits: a code such as <c>subject-not-found</c> or <c>map-gap</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Sentences for operators that explain <see cref="Outcome"/>; nothing personal.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Every change of status that others see, oldest first. Records of earlier versions have none.</summary>
    public IReadOnlyList<RequestTransition> Transitions { get; init; } = [];

    /// <summary>Whether the transitions are announced: so when there was somebody to announce them to as the request was submitted.</summary>
    public bool Announced { get; init; }

    /// <summary>The archive in the object store, when there is one to download.</summary>
    public ArchiveInfo? Archive { get; init; }

    /// <summary>The receipt's name in the object store.</summary>
    public string? Receipt { get; init; }

    /// <summary>SHA-256 of the status secret (<see cref="Requests.StatusSecret"/>); null in records from before there was one.</summary>
    public string? StatusSecretHash { get; init; }

    /// <summary>
    /// The W3C <c>traceparent</c> of the submission, by which the spans of all its runs belong to one trace; null in records from
    /// before there was one, and where nothing was traced.
    /// </summary>
    public string? TraceParent { get; init; }

    /// <summary>The hash that binds a deletion's receipt to the person (<see cref="Subjects.SubjectBinding"/>); null in records from before there was one, and where nobody was found.</summary>
    public string? SubjectBinding { get; init; }
    /// <summary>
    /// The deletion that this one does again, after a database was restored from a backup; null for what somebody asked for. The
    /// record names it, the ledger does not.
    /// </summary>
    public string? Replays { get; init; }

    /// <summary>In what form the archive's tables are written; null for a deletion, and in records from before there was a choice, which mean JSON.</summary>
    public ExportFormat? Format { get; init; }

    /// <summary>What becomes of formulas in the archive's CSV; null for other formats.</summary>
    public CsvFormulas? CsvFormulas { get; init; }

    /// <summary>The language of the archive's pages; null for a deletion, and where the data map's holds.</summary>
    public PageLanguage? Language { get; init; }

    /// <summary>The role by which an operator has allowed this export although there was one of late; null where none had to.</summary>
    public string? RepeatAllowedBy { get; init; }

    /// <summary>What an operator was asked to approve; null when nothing is open to be approved.</summary>
    public Approval? Asked { get; init; }

    /// <summary>What an operator has approved; null when nothing was.</summary>
    public Approval? Approved { get; init; }

    public bool IsOpen => Status is not (RequestStatus.Completed or RequestStatus.Cancelled or RequestStatus.Failed);
}
