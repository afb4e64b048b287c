namespace DataRights.Retention.Status;

/// <summary>The label of a published period at a moment.</summary>
/// <param name="Label">What may be said of it.</param>
/// <param name="AnonymousFrom">When it is or was anonymous from; null where that cannot be told yet.</param>
/// <param name="Because">Why there is no date; null where there is one.</param>
public sealed record PeriodLabel(OutputLabel Label, DateTimeOffset? AnonymousFrom, string? Because);
