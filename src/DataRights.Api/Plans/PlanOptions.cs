namespace DataRights.Api.Plans;

/// <summary>How plans are made for callers.</summary>
public sealed record PlanOptions
{
    /// <summary>How long a call waits for a plan before it answers 202. Gateways give up on slow answers.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long making one plan may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a finished plan is shown before it is made anew.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a failure is shown before the plan is tried again.</summary>
    public TimeSpan FailureLifetime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many plans are made at once; the others wait their turn.</summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>How many plans are held, finished or not.</summary>
    public int Capacity { get; init; } = 128;
}
