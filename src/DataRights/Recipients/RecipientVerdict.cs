namespace DataRights.Recipients;

/// <summary>What came of a call.</summary>
public enum RecipientVerdict
{
    /// <summary>Nobody took it: try again later.</summary>
    Unavailable,

    /// <summary>It is taken, and not yet done.</summary>
    Accepted,

    /// <summary>It is done, or there was nobody to do it for.</summary>
    Confirmed,

    /// <summary>It will not be done; trying again would not change that.</summary>
    Refused,

    /// <summary>The address that was asked knows nothing of it: tell it again.</summary>
    Forgotten,
}
