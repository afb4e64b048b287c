namespace DataRights.Testing.Faults;

/// <summary>What a proxy does to one request (of HTTP) or to one message from the client (of another protocol).</summary>
public enum Fault
{
    None,

    /// <summary>The connection is cut before anything is passed on.</summary>
    CutBefore,

    /// <summary>The first half is passed on, then both connections are cut.</summary>
    CutWithin,

    /// <summary>It is passed on and takes effect; the connection is cut before the answer.</summary>
    LoseAnswer,

    /// <summary>It takes effect; the answer breaks off in the middle.</summary>
    TruncateAnswer,

    /// <summary>It is passed on a little later.</summary>
    Delay,

    /// <summary>HTTP only: answered with 500 and not passed on.</summary>
    Answer500,

    /// <summary>HTTP only: it takes effect and is answered with 500 all the same.</summary>
    Answer500After,

    /// <summary>HTTP only: answered with 503 and Retry-After, not passed on.</summary>
    Answer503,

    /// <summary>HTTP only: answered with 429 and Retry-After, not passed on.</summary>
    Answer429,
}
