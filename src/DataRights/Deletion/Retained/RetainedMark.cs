namespace DataRights.Deletion.Retained;

/// <summary>
/// Says that rows which a deletion retained are to be looked at on a day, as stored under that day. Whose they were is sealed, for holds to be found
/// by; their keys lie beside it.
/// </summary>
internal sealed record RetainedMark
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The deletion.</summary>
    public required string Request { get; init; }

    /// <summary>The name that the keys lie under: the request's, and which capture of it.</summary>
    public required string Keys { get; init; }

    /// <summary>The references of the person, sealed.</summary>
    public required string SealedSubjects { get; init; }

    /// <summary>How many sweeps there have been.</summary>
    public int Sweep { get; init; }

    /// <summary>When the sweep began: what it deletes is said to be deleted then.</summary>
    public DateTimeOffset? Began { get; init; }
}
