namespace DataRights.Sql.Retention;

/// <summary>How far a run has come. Null is the oldest row.</summary>
internal sealed class RunProgress
{
    /// <summary>The period that it was given last.</summary>
    public DateOnly? Reached { get; private set; }

    /// <summary>Where the next publication begins to look for late rows.</summary>
    public DateOnly? Late { get; set; }

    public void Reach(DateOnly period) => Reached = period;

    /// <summary>Everything is looked at again.</summary>
    public void Restart() => Reached = Late = null;
}
