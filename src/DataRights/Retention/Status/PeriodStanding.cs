namespace DataRights.Retention.Status;

/// <summary>Where a published period stands on its way to being anonymous, for whoever watches over it. Each period stands in one place.</summary>
public enum PeriodStanding
{
    /// <summary>No raw row is left, and the backups that held one have expired.</summary>
    Anonymous,

    /// <summary>On its way, as the map promises: rows are being destroyed, or their backups have a date on which they expire.</summary>
    Pseudonymous,

    /// <summary>A legal hold keeps raw rows, so that it stays pseudonymous for as long.</summary>
    Held,

    /// <summary>Published two days ago or longer, and its raw rows are not all destroyed although no hold keeps them.</summary>
    Overdue,

    /// <summary>The map does not say how long backups live, so nobody can tell.</summary>
    Unknown,
}
