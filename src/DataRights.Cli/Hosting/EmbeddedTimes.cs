using DataRights.Requests;
using DataRights.Requests.Turns;

namespace DataRights.Cli.Hosting;

/// <summary>The embedded host's times: short, so that a restart takes up what was in flight within seconds.</summary>
internal static class EmbeddedTimes
{
    public static RequestOptions Requests { get; } = new()
    {
        AllowGraceWaiver = true,
        HeartbeatEvery = TimeSpan.FromSeconds(2),
        DeadAfter = TimeSpan.FromSeconds(8),
        BusyDelay = TimeSpan.FromSeconds(1),
        FirstBackoff = TimeSpan.FromSeconds(2),
        LongestBackoff = TimeSpan.FromMinutes(5),
        UnfinishedAfter = TimeSpan.FromSeconds(5),
        LostAfter = TimeSpan.FromSeconds(10),
        SilentAfter = TimeSpan.FromSeconds(12),
    };

    public static WorkerOptions Worker { get; } = new()
    {
        Visibility = TimeSpan.FromSeconds(9),
        IdleWait = TimeSpan.FromSeconds(1),
        RestAfterTrouble = TimeSpan.FromSeconds(1),
    };

    /// <summary>Messages worked at once, for each queue.</summary>
    public const int Concurrency = 2;

    public static TurnOptions Turns { get; } = new() { Workers = Concurrency };

    public static TimeSpan HousekeepingEvery { get; } = TimeSpan.FromSeconds(5);

    public static TimeSpan RetentionEvery { get; } = TimeSpan.FromHours(1);

    public static TimeSpan RetentionSlice { get; } = TimeSpan.FromMinutes(5);
}
