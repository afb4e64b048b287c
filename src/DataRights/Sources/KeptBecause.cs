namespace DataRights.Sources;

/// <summary>Why a located row is not treated by its collection's rule.</summary>
public enum KeptBecause
{
    /// <summary>It is the person's alone: its rule applies.</summary>
    Nothing,

    /// <summary>Somebody else has a part in it: it is let go of, never destroyed.</summary>
    Shared,

    /// <summary>A hold covers it, or something that hangs on it: it stays exactly as it is.</summary>
    Held,

    /// <summary>Somebody else has a part in it, and what ties it to the person is held: it is let go of when the hold ends.</summary>
    SharedAndHeld,
}
