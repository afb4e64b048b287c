namespace DataRights.Webhooks;

/// <summary>When a failed event is sent again: ten attempts over some three days, as Standard Webhooks suggests.</summary>
internal sealed class WebhookSchedule(Random random)
{
    private const double Jitter = 0.1;

    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private readonly Lock gate = new();

    /// <summary>
    /// The pause after so many failures (1 is the first), up to a tenth longer so that what failed together does not come
    /// back together, and no shorter than what the receiver asked for (at most a day). Null when it is time to give up.
    /// </summary>
    public TimeSpan? After(int failures, TimeSpan? wish)
    {
        if (failures > Pauses.Length)
        {
            return null;
        }

        double share;
        lock (gate)
        {
            share = 1 + (Jitter * random.NextDouble());
        }

        var pause = Pauses[failures - 1] * share;
        var asked = wish > LongestWish ? LongestWish : wish;
        return asked > pause ? asked : pause;
    }

    /// <summary>The same for who does not give up by counting: after the last pause it is repeated.</summary>
    public TimeSpan AfterAny(int failures, TimeSpan? wish) => After(Math.Min(failures, Pauses.Length), wish)!.Value;
}
