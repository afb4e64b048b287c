using DataRights.Deletion.Receipts;

namespace DataRights.Recipients;

/// <summary>
/// How far one recipient has been told of one deletion. What must not be read from it is sealed, and destroyed at its end.
/// Written only conditionally on the version read.
/// </summary>
internal sealed record RecipientState
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public required string RequestId { get; init; }

    /// <summary>The map's source by which it is told; with the request it makes the key.</summary>
    public required string Recipient { get; init; }

    /// <summary>Its name for people, as the map had it when the telling began.</summary>
    public required string Name { get; init; }

    public required string LedgerReference { get; init; }

    public required RecipientStatus Status { get; init; }

    /// <summary>Counts the messages: a message for another revision is stale and completes without effect.</summary>
    public required long Revision { get; init; }

    /// <summary>How often the call in turn has been made in vain.</summary>
    public int Attempts { get; init; }

    /// <summary>When the message in flight becomes visible; null when there is none.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>How the last call ended; null before the first.</summary>
    public string? LastCode { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Until when the deletion waits for the confirmation.</summary>
    public required DateTimeOffset WaitUntil { get; init; }

    /// <summary>When it first took the telling.</summary>
    public DateTimeOffset? Told { get; init; }

    /// <summary>When it confirmed, refused or was given up.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>SHA-256 of what it has to show when it calls back, in lower-case hex.</summary>
    public required string SecretHash { get; init; }

    /// <summary>Identifiers, callback secret and address, sealed, in base64. Null once it ended.</summary>
    public string? Sealed { get; init; }

    /// <summary>Whether the receipt, or a supplement to it, says how it ended.</summary>
    public bool Settled { get; init; }

    public string Key => $"{RequestId}/{Recipient}";

    public bool IsOpen => Status is RecipientStatus.Open or RecipientStatus.Told;

    /// <summary>Whether it has not confirmed and has not refused either.</summary>
    public bool IsOutstanding => Status is not (RecipientStatus.Confirmed or RecipientStatus.Refused);

    public RecipientFact Fact => new(
        Name,
        Status switch { RecipientStatus.Confirmed => "confirmed", RecipientStatus.Refused => "refused", _ => "outstanding" },
        Told,
        Status == RecipientStatus.Confirmed ? Ended : null);

    /// <summary>As ended, with what was sealed destroyed.</summary>
    public RecipientState EndedAs(RecipientStatus status, DateTimeOffset now) => this with
    {
        Status = status,
        Revision = Revision + 1,
        NextAttempt = null,
        Told = status == RecipientStatus.Confirmed ? Told ?? now : Told,
        Ended = now,
        Sealed = null,

        // Giving up changes nothing for the receipt: it is outstanding as before.
        Settled = status == RecipientStatus.GivenUp,
    };
}
