namespace DataRights.Functions.Tests.EndToEnd.Broker;

/// <summary>What becomes of one delivery.</summary>
internal enum Fate
{
    Well,

    /// <summary>The lock is lost while the function works: it cannot settle, and the message comes again at once.</summary>
    LockLost,

    /// <summary>The machine dies before the function begins; the lock has to run out.</summary>
    DiesBefore,

    /// <summary>The machine dies within the function, at an effect on the store.</summary>
    DiesWithin,

    /// <summary>The work is done, its settlement never arrives.</summary>
    DiesAfter,
}
