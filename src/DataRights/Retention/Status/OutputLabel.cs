namespace DataRights.Retention.Status;

/// <summary>What may be said of a published period.</summary>
public enum OutputLabel
{
    /// <summary>Raw rows can still be had, in the database or in a backup of it: whoever has them can test a guess against what was published (GDPR Art. 4(5)).</summary>
    Pseudonymous,

    /// <summary>No raw row is left, and the last backup that held one has expired (GDPR recital 26).</summary>
    Anonymous,

    /// <summary>The map does not say how long backups of the source live.</summary>
    Unknown,
}
