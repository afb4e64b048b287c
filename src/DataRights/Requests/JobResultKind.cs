namespace DataRights.Requests;

/// <summary>What comes after a run.</summary>
public enum JobResultKind
{
    Continue,
    Completed,
    Waiting,
    Failed,

    /// <summary>It was not this run's turn: come back in a while. Nothing was tried, so nothing is counted.</summary>
    Later,

    /// <summary>Nothing can be done before <see cref="JobResult.At"/>: come back then. Nothing was tried, so nothing is counted.</summary>
    Paused,
}
