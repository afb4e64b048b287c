namespace DataRights.Api.Tests.Access;

/// <summary>What becomes of a caller, where the table lets its kind in.</summary>
internal enum Standing
{
    /// <summary>Its credential is good, and the request is its own where that matters.</summary>
    Owner,

    /// <summary>Its credential is good, and the request is another's.</summary>
    Stranger,

    /// <summary>As <see cref="Owner"/>, signed in too long ago.</summary>
    Stale,

    /// <summary>Its credential is not good.</summary>
    Refused,
}
