namespace DataRights.Webhooks;

/// <summary>
/// How far a request's transitions have been delivered. Apart from the request's record, so that sending never disturbs
/// a run; written only conditionally on the version read.
/// </summary>
internal sealed record WebhookState
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public required string RequestId { get; init; }

    /// <summary>The last transition that is to be delivered.</summary>
    public required int Wanted { get; init; }

    /// <summary>The last transition that was delivered, or lay too far back to be.</summary>
    public required int Delivered { get; init; }

    /// <summary>Counts the messages: a message for another revision is stale and completes without effect.</summary>
    public required long Revision { get; init; }

    /// <summary>How often the event in turn has failed.</summary>
    public int Attempts { get; init; }

    /// <summary>When the message in flight becomes visible.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>How the last failed attempt ended; null once one succeeded.</summary>
    public string? LastCode { get; init; }

    /// <summary>Why nothing is sent although something is wanted: <see cref="Gone"/> or <see cref="GivenUp"/>.</summary>
    public string? Stopped { get; init; }

    public required DateTimeOffset Changed { get; init; }

    /// <summary>The receiver wants no more of this request.</summary>
    public const string Gone = "gone";

    /// <summary>All attempts failed. The next change of the request starts anew from the event that failed.</summary>
    public const string GivenUp = "given-up";

    /// <summary>Whether no message is in flight.</summary>
    public bool IsIdle => Stopped is not null || Delivered >= Wanted;
}
