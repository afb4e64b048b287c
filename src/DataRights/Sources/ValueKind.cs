namespace DataRights.Sources;

/// <summary>What a column holds, in terms that an archive's schema can say.</summary>
public enum ValueKind
{
    Text,
    Integer,
    Number,
    Double,
    Boolean,
    Date,
    Time,

    /// <summary>A date and time without a zone.</summary>
    LocalTimestamp,

    /// <summary>A moment, exported in UTC with its offset.</summary>
    Timestamp,
    Duration,
    Uuid,
    Bytes,
    Json,
    Array,

    /// <summary>Anything else, exported as its canonical text.</summary>
    Other,
}
