namespace DataRights.Requests;

/// <summary>Exponential delays with jitter, so that what failed together does not come back together.</summary>
public sealed class Backoff(RequestOptions options, Random random)
{
    private readonly Lock gate = new();

    /// <summary>The delay after the given attempt (1 is the first): between half and all of the doubled step, never above the longest.</summary>
    public TimeSpan After(int attempt)
    {
        double share;
        lock (gate)
        {
            share = 0.5 + (random.NextDouble() / 2);
        }

        var step = options.FirstBackoff * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30));
        return (step < options.LongestBackoff ? step : options.LongestBackoff) * share;
    }
}
