namespace DataRights.Samples.Recipient;

/// <summary>How the stand-in answers.</summary>
public sealed record RecipientBehaviour
{
    /// <summary><c>answer</c>, <c>callback</c> or <c>poll</c>.</summary>
    public string Confirm { get; init; } = "answer";

    /// <summary>How many calls it answers with 500 first.</summary>
    public int FailFirst { get; init; }

    /// <summary>Whether it refuses to delete anybody.</summary>
    public bool Refuses { get; init; }

    /// <summary>How long it takes to answer.</summary>
    public TimeSpan Slow { get; init; }

    /// <summary>Until then every connection is cut.</summary>
    public DateTimeOffset? DownUntil { get; init; }

    /// <summary>Whether its callbacks get lost on the way.</summary>
    public bool LosesCallbacks { get; init; }
}
