namespace DataRights.Deletion.Replay;

/// <summary>What a replay found of one deletion, and so what became of it.</summary>
public enum ReplayVerdict
{
    /// <summary>The person is there again and is deleted again by a request of its own.</summary>
    Replayed,

    /// <summary>Nothing of the person is there.</summary>
    NothingThere,

    /// <summary>Listed, not touched: the same identifier belongs to a row that is not the one that was deleted.</summary>
    RegisteredAgain,

    /// <summary>Listed, not touched: the deleted person's key is somebody else's by now.</summary>
    DifferentPerson,

    /// <summary>Listed, not touched: the tombstone can't be opened any more, since no backup of that time should be left.</summary>
    KeyDestroyed,

    /// <summary>The deletion had not come to its end; it goes back to its plan and does it all again.</summary>
    Unfinished,

    /// <summary>Listed, not touched: the data map no longer has the root.</summary>
    RootUnknown,
}
