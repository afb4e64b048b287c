using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>
/// What publishing a period did for one rule, and how far its raw rows are destroyed. All figures were taken in the
/// transaction that published, from the same rows. They are for operators: a count of what was suppressed must not go where
/// the table of aggregates goes. Bounded in size, and kept in the database beside the watermark.
/// </summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="First">The period's first day, in the rule's zone.</param>
/// <param name="Period">How long it is.</param>
/// <param name="AlreadyPublished">An earlier call published it.</param>
public sealed record PublishedPeriod(string Rule, DateOnly First, PublicationPeriod Period, bool AlreadyPublished)
{
    /// <summary>Raw rows the period had when it was published.</summary>
    public long RawRows { get; init; }

    /// <summary>Rows of earlier periods that had come too late for those: they were taken into this one's residual, and destroyed with its publication.</summary>
    public long LateRows { get; init; }

    /// <summary>Rows, of both, that count as nobody.</summary>
    public long RowsOfNobody { get; init; }

    /// <summary>Cells in the table of aggregates; the residual is not counted.</summary>
    public long CellsPublished { get; init; }

    /// <summary>Cells that did not pass.</summary>
    public long CellsSuppressed { get; init; }

    /// <summary>Raw rows in published cells; those of the residual are not counted.</summary>
    public long RowsPublished { get; init; }

    /// <summary>Raw rows in cells that did not pass; late rows are not counted.</summary>
    public long RowsSuppressed { get; init; }

    /// <summary>Suppressed cells that enough people shared, and in which someone contributed too much.</summary>
    public long DominanceFailures { get; init; }

    /// <summary>Suppressed cells that enough people shared, and in which a sensitive column had too few values.</summary>
    public long DiversityFailures { get; init; }

    /// <summary>What became of the rows that are in no cell.</summary>
    public ResidualFate Residual { get; init; }

    /// <summary>Rows in the residual, whether it was published or not: suppressed and late ones.</summary>
    public long ResidualRows { get; init; }

    /// <summary>Distinct people in the residual.</summary>
    public long ResidualPeople { get; init; }

    /// <summary>People in the smallest cell that was published, the residual included; null when there is none.</summary>
    public long? SmallestCell { get; init; }

    /// <summary>The fewest values that a sensitive column has in a published cell (kept ones: in cells alike in everything else); null when there is no cell or no such column.</summary>
    public long? Diversity { get; init; }

    /// <summary>The largest share of a published sum or count that one person can have contributed, in percent, rounded up; null when there is no cell.</summary>
    public long? Dominance { get; init; }

    /// <summary>Rows that were not counted, since their person had enough of them in the cell.</summary>
    public long RowsBeyondContributions { get; init; }

    /// <summary>Values that were clamped.</summary>
    public long ValuesClamped { get; init; }

    /// <summary>Averages that were published as null, since too few people had a value.</summary>
    public long AveragesWithheld { get; init; }

    /// <summary>Cells by the number of their people, before and after the gate; without the residual. At most a few hundred.</summary>
    public IReadOnlyList<CellClass> Classes { get; init; } = [];

    /// <summary>Raw rows of the period destroyed so far, those included that came after publication.</summary>
    public long RowsDestroyed { get; init; }

    /// <summary>Raw rows that holds kept when the period was last worked.</summary>
    public long RowsHeld { get; init; }

    /// <summary>Identities that only destroyed rows had led to, destroyed with the period.</summary>
    public long IdentitiesDestroyed { get; init; }

    /// <summary>Destroyed rows beyond those that were there at publication: they came before the destruction was done, and are in no publication.</summary>
    public long RowsDestroyedUnpublished => Math.Max(0, RowsDestroyed - RawRows);

    /// <summary>People who were alone in their cell before the gate: sample uniqueness on the kept columns.</summary>
    public long UniquePeople => Classes.Where(c => c.People == 1).Sum(c => c.Cells);
}
