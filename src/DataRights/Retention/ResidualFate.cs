namespace DataRights.Retention;

/// <summary>What became of a period's rows that are in no published cell.</summary>
public enum ResidualFate
{
    /// <summary>There were none.</summary>
    Empty,

    /// <summary>Together they passed the gate, and are one row of the table of aggregates.</summary>
    Published,

    /// <summary>They vanished.</summary>
    Suppressed,
}
