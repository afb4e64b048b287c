namespace DataRights.Api.Access.Settings;

/// <summary>
/// How many calls a minute an instance takes, from 1 to 1,000,000 each; as many may come at once. Every instance counts by itself.
/// </summary>
public sealed record CallLimitOptions
{
    /// <summary>From one service client.</summary>
    public int ServicePerMinute { get; init; } = 600;

    /// <summary>For one person.</summary>
    public int SubjectPerMinute { get; init; } = 60;

    /// <summary>From one address, with a status secret or, for health, with nothing.</summary>
    public int AddressPerMinute { get; init; } = 60;

    /// <summary>Refused credentials from one address; those over it are answered with 429 instead of 401.</summary>
    public int FailuresPerMinute { get; init; } = 20;

    /// <summary>
    /// The header in which a proxy tells the caller's address; its last entry counts. Null: the connection's own, which under
    /// the Functions worker is already the caller's. Set it only where a proxy writes it.
    /// </summary>
    public string? AddressHeader { get; init; }
}
