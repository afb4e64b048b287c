namespace DataRights.Recipients;

/// <summary>How far the telling of one recipient has come.</summary>
internal enum RecipientStatus
{
    /// <summary>It has not taken it yet.</summary>
    Open,

    /// <summary>It has taken it and has not confirmed.</summary>
    Told,

    Confirmed,
    Refused,

    /// <summary>Nothing more is tried; somebody has to tell it.</summary>
    GivenUp,
}
