namespace DataRights.Requests;

/// <summary>The times and limits that requests are worked by. The defaults suit the cloud; a host on one machine may shorten them.</summary>
public sealed record RequestOptions
{
    /// <summary>Whether a deletion may skip its grace period. For development.</summary>
    public bool AllowGraceWaiver { get; init; }

    /// <summary>How long one message is worked before it is continued by a new one.</summary>
    public TimeSpan TimeSlice { get; init; } = TimeSpan.FromMinutes(8);

    /// <summary>How often a run shows life.</summary>
    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After how long without a heartbeat a run counts as dead and may be taken over. Several times <see cref="HeartbeatEvery"/>.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a run waits for another one of the same subject to end.</summary>
    public TimeSpan BusyDelay { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many runs may end in transient trouble, without a step in between, before the request fails.</summary>
    public int MostAttempts { get; init; } = 12;

    /// <summary>The same for errors that nobody foresaw.</summary>
    public int MostUnexpected { get; init; } = 3;

    /// <summary>How old an unfinished submission must be before housekeeping finishes it.</summary>
    public TimeSpan UnfinishedAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long past its time a message counts as lost.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long before its deadline an open request counts as at risk.</summary>
    public TimeSpan AtRiskWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long after its end a request's record is kept. Then everything by which this system could tell whose a ledger chain is goes; the
    /// status secret is good for <see cref="StatusSecret.GoodFor"/>, so a shorter time makes it good for less.
    /// </summary>
    public TimeSpan RecordsKeptFor { get; init; } = StatusSecret.GoodFor;

    /// <summary>How long receipts and the ledger are kept: for as long as somebody may ask the controller to show what was done.</summary>
    public TimeSpan AccountableFor { get; init; } = TimeSpan.FromDays(1095);

    /// <summary>After how long without a heartbeat housekeeping sends the message again. More than the queue's visibility or lock time.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromMinutes(10);
}
