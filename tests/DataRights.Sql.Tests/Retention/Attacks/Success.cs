namespace DataRights.Sql.Tests.Retention.Attacks;

/// <summary>How probably an intruder is right: about a person on average, and about the one it knows most of.</summary>
internal sealed record Success(double Average, double Highest)
{
    public static Success Of(IEnumerable<double> chances) => chances.ToList() is { Count: > 0 } all ? new(all.Average(), all.Max()) : new(0, 0);
}
