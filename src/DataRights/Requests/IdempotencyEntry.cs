namespace DataRights.Requests;

/// <summary>What was asked for under an idempotency key, as stored. The digest of the body is sealed: an address could be guessed from it.</summary>
internal sealed record IdempotencyEntry
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public required string RequestId { get; init; }

    public required string SealedBody { get; init; }

    public required DateTimeOffset At { get; init; }
}
