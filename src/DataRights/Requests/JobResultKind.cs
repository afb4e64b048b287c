namespace DataRights.Requests;

/// <summary>What comes after a run.</summary>
public enum JobResultKind
{
    Continue,
    Completed,
    Waiting,
    Failed,
}
