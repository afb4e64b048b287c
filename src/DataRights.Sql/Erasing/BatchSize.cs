namespace DataRights.Sql.Erasing;

/// <summary>
/// How many rows the next batch takes: as many as fit into a quarter of a second going by the last one, at most twice as
/// many as before and never fewer than one.
/// </summary>
internal sealed class BatchSize(int first)
{
    public const long Most = 50_000;
    public static readonly TimeSpan Target = TimeSpan.FromMilliseconds(250);

    public long Rows { get; private set; } = first;

    public void Took(TimeSpan time)
    {
        var fitting = time <= TimeSpan.Zero ? Most : (long)(Rows * (Target / time));
        Rows = Math.Clamp(fitting, 1, Math.Min(Most, Rows * 2));
    }

    /// <summary>After locks that clashed: half as many.</summary>
    public void Halve() => Rows = Math.Max(1, Rows / 2);
}
