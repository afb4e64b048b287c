namespace DataRights.Api.Access;

/// <summary>What a call asks for; access is decided by it.</summary>
public enum ApiOperation
{
    Submit,
    Read,
    List,
    Cancel,
    Retry,
    Plan,
    Archive,
    Receipt,
    Health,

    /// <summary>A recipient says that it has deleted a person; what it is known by is in the body.</summary>
    Confirm,

    /// <summary>What is the same for everybody: the description of the API, the public keys.</summary>
    Describe,

    /// <summary>Letting a deletion go on that is beyond a cap, or of a protected person.</summary>
    Approve,

    /// <summary>Letting an archive be handed out more often.</summary>
    AllowDownloads,

    /// <summary>Deleting again after a restore.</summary>
    Replay,

    /// <summary>Legal holds: what is kept although its deletion was asked for.</summary>
    Hold,

    /// <summary>What retention rules have published and destroyed.</summary>
    Retention,
}
