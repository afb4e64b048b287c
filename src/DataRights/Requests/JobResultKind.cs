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
}
