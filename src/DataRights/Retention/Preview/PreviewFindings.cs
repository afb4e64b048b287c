using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention.Reports;

namespace DataRights.Retention.Preview;

/// <summary>Rules that publish nothing, or everything as it is: what no single figure says outright.</summary>
internal static class PreviewFindings
{
    public static IReadOnlyList<string> Of(RetentionRule rule, LevelFigures current, IReadOnlyList<LevelOption> options)
    {
        var kept = rule.Keep.Where(k => k.Column != rule.Time).ToList();
        return current switch
        {
            { Rows: 0 } => [],
            { RowsSuppressed: var suppressed, Rows: var rows } when suppressed == rows => [Nothing(rule, current, options)],
            { RowsSuppressed: 0 } when kept.Count > 1 && kept.TrueForAll(k => k.Level == Generalization.AsIs) => [Everything(rule, kept)],
            _ => [],
        };
    }

    private static string Nothing(RetentionRule rule, LevelFigures current, IReadOnlyList<LevelOption> options)
    {
        var best = options.Where(o => !o.Current && o.Figures is { Rows: > 0 }).MinBy(o => o.Figures!.SuppressedRowShare);
        var help = best?.Figures is { } figures && figures.SuppressedRowShare < 1
            ? string.Create(CultureInfo.InvariantCulture, $"Of single changes '{best.Column}' at {best.Level} helps most: then {(1 - figures.SuppressedRowShare) * 100:0.0} % of the rows are published. Take the levels suggested.")
            : $"No single change helps: drop several columns from \"keep\", publish longer periods (\"{rule.Time}\": \"week\" or \"month\"), or see whether \"person\" names the right columns, since rows that name nobody count for no one.";
        return string.Create(CultureInfo.InvariantCulture, $"Rule '{rule.Name}' would publish nothing: none of its {current.Cells:N0} cells has {rule.MinimumPeople} people and passes the other bounds, so all rows would be destroyed unpublished. {help}");
    }

    private static string Everything(RetentionRule rule, IReadOnlyList<KeptColumn> kept) =>
        $"Rule '{rule.Name}' would publish everything as it is: no column is coarsened ({string.Join(", ", kept.Select(k => $"{k.Column} {LevelText.Of(k)}"))}) and nothing is kept back. If these values are as coarse as they look, all is well; if they are fine ones that happen to be shared in these days, coarsen them before rarer ones come.";
}
