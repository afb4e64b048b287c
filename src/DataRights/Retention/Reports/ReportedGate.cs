using DataRights.Mapping;

namespace DataRights.Retention.Reports;

/// <summary>What a cell had to pass.</summary>
/// <param name="MinimumPeople">k: at least so many distinct people.</param>
/// <param name="Dominance">Nobody contributes more than so many percent of a sum or count.</param>
/// <param name="Contributions">At most so many rows of a person count in a cell; null: all.</param>
/// <param name="Sensitive">Columns that must have several values in a cell, and how many.</param>
public sealed record ReportedGate(int MinimumPeople, int Dominance, int? Contributions, IReadOnlyList<SensitiveColumn> Sensitive)
{
    public static ReportedGate Of(RetentionRule rule) => new(rule.MinimumPeople, rule.Dominance, rule.Contributions, rule.Sensitive);
}
