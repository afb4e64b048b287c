using System.Globalization;
using System.Threading.RateLimiting;

namespace DataRights.Api.Access.Limits;

/// <summary>
/// A token bucket for each of a fixed number of places, so that no flood of callers takes more memory. Keys are keyed
/// hashes, so nobody can choose whose place to share; two callers seldom do.
/// </summary>
internal sealed class LimiterTable(int perMinute) : IDisposable
{
    private const int Places = 16_384;
    private const int KeyDigits = 8;

    private readonly TokenBucketRateLimiter?[] limiters = new TokenBucketRateLimiter?[Places];
    private readonly TimeSpan period = TimeSpan.FromMinutes(1) / perMinute;

    /// <summary>Null when the call may go on; otherwise how long to wait.</summary>
    public TimeSpan? Take(string key)
    {
        var limiter = At((int)(uint.Parse(key.AsSpan(0, KeyDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Places));

        // By hand, since a timer for each place would run for ever. It adds what the time since the last call is worth.
        limiter.TryReplenish();
        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired ? null : period;
    }

    public void Dispose()
    {
        foreach (var limiter in limiters)
        {
            limiter?.Dispose();
        }
    }

    private TokenBucketRateLimiter At(int place)
    {
        if (Volatile.Read(ref limiters[place]) is { } there)
        {
            return there;
        }

        var made = new TokenBucketRateLimiter(new()
        {
            TokenLimit = perMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = period,
            AutoReplenishment = false,
            QueueLimit = 0,
        });
        return Interlocked.CompareExchange(ref limiters[place], made, null) ?? made;
    }
}
