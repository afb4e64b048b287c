namespace DataRights.Mapping;

/// <summary>Turns raw analytics rows older than <see cref="Window"/> into aggregates, and destroys them.</summary>
public sealed record RetentionRule
{
    public required string Name { get; init; }

    public required string Source { get; init; }

    /// <summary>The table of raw rows.</summary>
    public required string From { get; init; }

    /// <summary>The column that says when a row was observed.</summary>
    public required string Time { get; init; }

    /// <summary>The IANA zone in which a day begins and ends.</summary>
    public required string Zone { get; init; }

    public required IsoDuration Window { get; init; }

    /// <summary>The columns that name a person: an account first, then devices. Rows with none of them count as nobody.</summary>
    public required IReadOnlyList<string> Person { get; init; }

    /// <summary>The dimensions of a cell.</summary>
    public required IReadOnlyList<KeptColumn> Keep { get; init; }

    public required IReadOnlyList<Measure> Measures { get; init; }

    /// <summary>The table of aggregates, in the same database; created when missing.</summary>
    public required string Into { get; init; }

    /// <summary>A cell with fewer distinct people is not published; at least 2.</summary>
    public required int MinimumPeople { get; init; }

    public int Line { get; init; }
}
