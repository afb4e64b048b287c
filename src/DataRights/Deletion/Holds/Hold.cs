namespace DataRights.Deletion.Holds;

/// <summary>
/// A legal reason to keep records, as stored: on everything of a person, on a person's rows of a collection (or some of them), or on
/// everybody's rows of a collection (or some of them). Written only conditionally on the version that was read. Identifiers are not kept.
/// </summary>
public sealed record Hold
{
    public const int CurrentSchema = 1;

    /// <summary>The scope of holds that are no person's.</summary>
    public const string Everybody = "everybody";

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>UUID version 7 (RFC 9562).</summary>
    public required string Id { get; init; }

    /// <summary>Every reference that the person was known by when the hold was placed, the one that it is stored under first; empty for everybody.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Null for everything of the person.</summary>
    public string? Collection { get; init; }

    /// <summary>The condition on the collection's rows, sealed: it may quote what is personal. Null for all rows.</summary>
    public string? SealedWhen { get; init; }

    /// <summary>Why: a code of the controller's own, never free text.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset Placed { get; init; }

    /// <summary>The role that placed it.</summary>
    public required string PlacedBy { get; init; }

    /// <summary>When somebody is to look whether it is still needed.</summary>
    public required DateTimeOffset ReviewBy { get; init; }

    /// <summary>When it ends by itself; null when it does not.</summary>
    public DateTimeOffset? Until { get; init; }

    public required HoldStatus Status { get; init; }

    public DateTimeOffset? Released { get; init; }

    /// <summary>From when on no effect that was under way before it can take what it covers; null until that is so.</summary>
    public DateTimeOffset? Acknowledged { get; init; }

    /// <summary>The review date whose passing is in the ledger.</summary>
    public DateTimeOffset? ReviewNoted { get; init; }

    /// <summary>After its release: whether everything that waited for it is known to have gone on.</summary>
    public bool Settled { get; init; }

    /// <summary>The random name of its ledger chain.</summary>
    public required string LedgerReference { get; init; }

    /// <summary>What it is stored under.</summary>
    public string Scope => Subjects.Count == 0 ? Everybody : Subjects[0];

    /// <summary>Whether it covers everything of the person.</summary>
    public bool IsWhole => Collection is null;

    public bool IsActive(DateTimeOffset now) => Status == HoldStatus.Active && !(Until <= now);

    public bool IsReviewDue(DateTimeOffset now) => IsActive(now) && ReviewBy <= now;
}
