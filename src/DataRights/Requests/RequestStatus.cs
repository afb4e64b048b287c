namespace DataRights.Requests;

/// <summary>Where a request stands. Legal transitions are in <see cref="RequestTransitions"/>.</summary>
public enum RequestStatus
{
    /// <summary>Written down; not yet queued.</summary>
    Accepted,

    /// <summary>A deletion in its grace period; can be cancelled.</summary>
    Scheduled,

    /// <summary>A message for it is on its way.</summary>
    Queued,

    /// <summary>A run has its epoch.</summary>
    Running,

    /// <summary>Cannot go on until an operator acts; nothing is lost.</summary>
    Waiting,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended by its maker before the first effect.</summary>
    Cancelled,

    /// <summary>Ended without success; an operator can retry it.</summary>
    Failed,
}
