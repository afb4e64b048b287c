namespace DataRights.Mapping;

/// <summary>How a measure is taken over the rows of a cell.</summary>
public enum MeasureKind
{
    /// <summary><c>count</c>: the number of raw rows.</summary>
    Count,

    /// <summary><c>sum(column)</c>; nulls count as nothing.</summary>
    Sum,
}
