namespace DataRights.Mapping;

/// <summary>How a recipient says that it has deleted a person. A call that answers with the confirmation is understood in every way.</summary>
public enum ConfirmedBy
{
    /// <summary>In the answer to the call that tells it; what it does not confirm at once is told again later.</summary>
    Answer,

    /// <summary>By calling back with the secret that the telling brought.</summary>
    Callback,

    /// <summary>By answering at the address that it named when it was told.</summary>
    Poll,
}
