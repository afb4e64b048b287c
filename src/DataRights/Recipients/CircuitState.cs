namespace DataRights.Recipients;

/// <summary>What is known of a recipient that has failed of late. Written only conditionally on the version read; not there while all is well.</summary>
internal sealed record CircuitState
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public required string Recipient { get; init; }

    /// <summary>Failures in a row, of whatever telling.</summary>
    public required int Failures { get; init; }

    /// <summary>Until then nobody calls; null while calls are made.</summary>
    public DateTimeOffset? OpenUntil { get; init; }
}
