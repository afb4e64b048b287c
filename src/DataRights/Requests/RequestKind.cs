namespace DataRights.Requests;

/// <summary>What is asked for. The first two are exports.</summary>
public enum RequestKind
{
    /// <summary>A copy of everything that is not lawfully excluded (GDPR Art. 15).</summary>
    Access,

    /// <summary>What the person provided or was observed of them (GDPR Art. 20).</summary>
    Portability,

    /// <summary>Erasure (GDPR Art. 17).</summary>
    Deletion,
}
