namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>A paid plan. Its account at the processor has the same id.</summary>
internal sealed record Subscription(
    long Id,
    Person Person,
    string Plan,
    string Status,
    decimal Price,
    DateTimeOffset StartedAt,
    DateTimeOffset RenewsAt,
    DateTimeOffset? CancelledAt,
    DateTimeOffset? LastChargedAt);
