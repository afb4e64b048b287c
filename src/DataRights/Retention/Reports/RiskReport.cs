using DataRights.Mapping;
using DataRights.Retention.Risk;

namespace DataRights.Retention.Reports;

/// <summary>
/// What a privacy officer can hold a publication to: by which rule a period was published, what the gate kept back, and how
/// well those published are hidden. Counts, shares and the map's own words; nothing personal. Counts of what was suppressed
/// are for operators: they must not go where the table of aggregates goes.
/// </summary>
public sealed record RiskReport
{
    public const int CurrentSchema = 1;

    public required int Schema { get; init; }

    public required string Rule { get; init; }

    /// <summary>SHA-256 of all in the rule that decides what is published (<see cref="RuleHash"/>), as the map had it when the report was written.</summary>
    public required string RuleHash { get; init; }

    /// <summary>The period's first day, in <see cref="Zone"/>.</summary>
    public required DateOnly First { get; init; }

    public required PublicationPeriod Period { get; init; }

    public required string Zone { get; init; }

    /// <summary>Each kept column with its level, as the map spells it.</summary>
    public required IReadOnlyList<ReportedLevel> Levels { get; init; }

    public required ReportedGate Gate { get; init; }

    /// <summary>Raw rows the period had.</summary>
    public required long RawRows { get; init; }

    /// <summary>Rows that had come too late for earlier periods.</summary>
    public required long LateRows { get; init; }

    /// <summary>Rows that name no person.</summary>
    public required long RowsOfNobody { get; init; }

    public required long RowsPublished { get; init; }

    public required long RowsSuppressed { get; init; }

    public required long CellsPublished { get; init; }

    public required long CellsSuppressed { get; init; }

    /// <summary>Suppressed although enough people share them, since one of them contributed too much.</summary>
    public required long DominanceFailures { get; init; }

    /// <summary>Suppressed although enough people share them, since a sensitive column had too few values.</summary>
    public required long DiversityFailures { get; init; }

    public required ResidualFate Residual { get; init; }

    public required long ResidualRows { get; init; }

    public required long ResidualPeople { get; init; }

    /// <summary>l achieved: the fewest values of a sensitive column in a published cell; null without such a column or cell.</summary>
    public long? Diversity { get; init; }

    /// <summary>The largest share of a published sum or count that one person can have contributed, in percent; null without a cell.</summary>
    public long? Dominance { get; init; }

    /// <summary>The risk; null for a period that was published before figures of it were kept.</summary>
    public PeriodRisk? Risk { get; init; }

    /// <summary>The share of the period's rows that are in no published cell; the residual counts as none.</summary>
    public double SuppressedRowShare => Share(RowsSuppressed, RowsPublished);

    public double SuppressedCellShare => Share(CellsSuppressed, CellsPublished);

    public static RiskReport Of(RetentionRule rule, PublishedPeriod published) => new()
    {
        Schema = CurrentSchema,
        Rule = rule.Name,
        RuleHash = Reports.RuleHash.Of(rule),
        First = published.First,
        Period = published.Period,
        Zone = rule.Zone,
        Levels = [.. rule.Keep.Select(k => new ReportedLevel(k.Column, LevelText.Of(k)))],
        Gate = ReportedGate.Of(rule),
        RawRows = published.RawRows,
        LateRows = published.LateRows,
        RowsOfNobody = published.RowsOfNobody,
        RowsPublished = published.RowsPublished,
        RowsSuppressed = published.RowsSuppressed,
        CellsPublished = published.CellsPublished,
        CellsSuppressed = published.CellsSuppressed,
        DominanceFailures = published.DominanceFailures,
        DiversityFailures = published.DiversityFailures,
        Residual = published.Residual,
        ResidualRows = published.ResidualRows,
        ResidualPeople = published.ResidualPeople,
        Diversity = published.Diversity,
        Dominance = published.Dominance,
        Risk = PeriodRisk.Of(published),
    };

    private static double Share(long part, long rest) => part + rest == 0 ? 0 : (double)part / (part + rest);
}
