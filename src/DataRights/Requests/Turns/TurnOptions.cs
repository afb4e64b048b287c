namespace DataRights.Requests.Turns;

/// <summary>When a run counts as large, and how runs wait for their turn.</summary>
public sealed record TurnOptions
{
    /// <summary>From how many rows on a run is large: a hundred times what a typical person has.</summary>
    public long LargeRows { get; init; } = 20_000;

    /// <summary>From how many bytes on, rows and files together, before compression.</summary>
    public long LargeBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>How long a run waits with its message in hand; then the message goes back.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many messages of one queue the process works at once; large runs take half of them at most.</summary>
    public int Workers { get; init; } = 8;
}
