namespace DataRights.Sources;

/// <summary>
/// How many rows the next batch takes: as many as fit into two fifths of a second going by the last one, at most four
/// times as many as that and never fewer than one.
/// </summary>
public sealed record BatchSize(long Rows)
{
    private const long Most = 100_000;
    private static readonly TimeSpan Target = TimeSpan.FromMilliseconds(400);

    public BatchSize After(TimeSpan time)
    {
        var fitting = time <= TimeSpan.Zero ? Most : (long)(Rows * (Target / time));
        return new BatchSize(Math.Clamp(fitting, 1, Math.Min(Most, Rows * 4)));
    }

    /// <summary>After locks that clashed.</summary>
    public BatchSize Halved() => new(Math.Max(1, Rows / 2));
}
