namespace DataRights.Sql.Tests.Retention;

/// <summary>A fixed date, and a stopwatch that moves one second each time it is read.</summary>
internal sealed class SteppingTime(DateTimeOffset now) : TimeProvider
{
    private long seconds;

    public override long TimestampFrequency => 1;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => seconds++;
}
