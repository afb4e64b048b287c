namespace DataRights.Mapping;

/// <summary>How a measure is taken over the rows of a cell.</summary>
public enum MeasureKind
{
    /// <summary><c>count</c>: the number of raw rows.</summary>
    Count,

    /// <summary><c>sum(column)</c>; nulls count as nothing.</summary>
    Sum,

    /// <summary><c>avg(column)</c>: the sum over the number of rows that are not null; null when too few people have one.</summary>
    Average,

    /// <summary><c>people</c>: the number of distinct people.</summary>
    People,
}
