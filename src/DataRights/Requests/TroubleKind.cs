namespace DataRights.Requests;

/// <summary>What is to be done about an exception.</summary>
internal enum TroubleKind
{
    /// <summary>Try again later.</summary>
    Transient,

    /// <summary>Somebody has to act.</summary>
    Permanent,

    /// <summary>A defect: try a few times, then stop.</summary>
    Unexpected,

    /// <summary>A newer run has the request: stop at once.</summary>
    Fenced,

    /// <summary>The host stops: give the work back.</summary>
    Shutdown,
}
