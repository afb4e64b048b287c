namespace DataRights.Mapping;

/// <summary>Turns raw analytics rows older than <see cref="Window"/> into aggregates, and destroys them.</summary>
public sealed record RetentionRule
{
    /// <summary>
    /// What remains of a sum beside its largest contributor is then a quarter of that contribution or more: whoever takes the
    /// sum for it errs by at least 25 %. Statistical offices ask for 10 to 20 % (the p%-rule).
    /// </summary>
    public const int DefaultDominance = 80;

    public required string Name { get; init; }

    public required string Source { get; init; }

    /// <summary>The table of raw rows.</summary>
    public required string From { get; init; }

    /// <summary>The column that says when a row was observed.</summary>
    public required string Time { get; init; }

    /// <summary>The IANA zone in which a day begins and ends.</summary>
    public required string Zone { get; init; }

    /// <summary>
    /// The IANA zone by which times were written that have none, in whatever column of them the rule reads. Null: not said. PostgreSQL's
    /// <c>timestamp</c> is refused then; a text of SQLite is UTC, as SQLite itself reads it.
    /// </summary>
    public string? Zoneless { get; init; }

    /// <summary>What is published at once, when all of it is past the window.</summary>
    public PublicationPeriod Period { get; init; }

    public required IsoDuration Window { get; init; }

    /// <summary>The columns that name a person: an account first, then devices. Rows with none of them count as nobody.</summary>
    public required IReadOnlyList<string> Person { get; init; }

    /// <summary>The dimensions of a cell.</summary>
    public required IReadOnlyList<KeptColumn> Keep { get; init; }

    /// <summary>Columns that the map says are not published.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    public required IReadOnlyList<Measure> Measures { get; init; }

    /// <summary>The table of aggregates, in the same database; created when missing.</summary>
    public required string Into { get; init; }

    /// <summary>A cell with fewer distinct people is not published; at least 2.</summary>
    public required int MinimumPeople { get; init; }

    /// <summary>Columns whose values a cell must not give away.</summary>
    public IReadOnlyList<SensitiveColumn> Sensitive { get; init; } = [];

    /// <summary>Nobody contributes more than so many percent of any sum or count that is published.</summary>
    public int Dominance { get; init; } = DefaultDominance;

    /// <summary>At most so many rows of a person count in a cell; null: all.</summary>
    public int? Contributions { get; init; }

    /// <summary>Bounds for values of measured columns.</summary>
    public IReadOnlyList<ColumnClamp> Clamps { get; init; } = [];

    /// <summary>What becomes of a partition all of whose rows are to be destroyed.</summary>
    public PartitionTreatment Partitions { get; init; }

    /// <summary>Tables of identities that go with the last of their raw rows.</summary>
    public IReadOnlyList<IdentityTable> Identities { get; init; } = [];

    public int Line { get; init; }

    /// <summary>The columns that are read as times, each once.</summary>
    public IEnumerable<string> Timed => Keep.Where(k => k.Level is Generalization.Hour or Generalization.Day or Generalization.Week or Generalization.Month)
        .Select(k => k.Column).Prepend(Time).Distinct(StringComparer.Ordinal);

    /// <summary>Every column of the raw table that the rule reads, each once.</summary>
    public IEnumerable<string> Columns =>
        Person.Prepend(Time).Concat(Keep.Select(k => k.Column)).Concat(Measures.Select(m => m.Column).OfType<string>()).Concat(Sensitive.Select(s => s.Column)).Distinct(StringComparer.Ordinal);
}
