namespace DataRights.Requests;

/// <summary>How the embedded worker receives.</summary>
public sealed record WorkerOptions
{
    /// <summary>How long a message is hidden from others; renewed at a third of it while the run is alive.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an idle worker waits before it looks again.</summary>
    public TimeSpan IdleWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker rests after the queue itself failed.</summary>
    public TimeSpan RestAfterTrouble { get; init; } = TimeSpan.FromSeconds(2);
}
