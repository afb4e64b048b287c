using DataRights.Api.Retention;
using DataRights.Cli.Terminal;
using DataRights.Retention.Reports;

namespace DataRights.Cli.Retention;

/// <summary>Risk reports, to be read by people.</summary>
internal sealed class ReportText(Output output)
{
    private const string None = "-";

    public void Write(RiskReportsJson reports)
    {
        if (reports.Reports.Count == 0)
        {
            output.Text($"{reports.Rule}: nothing was published yet.");
            return;
        }

        var labels = reports.Labels.ToDictionary(l => l.First);
        if (reports.Problem is { } code)
        {
            output.Error($"{reports.Rule}: the database could not be asked whether the periods are anonymous ({code}).");
        }

        // Rules change: those of one version stand together.
        foreach (var version in reports.Reports.GroupBy(r => r.RuleHash))
        {
            var (newest, gate) = (version.Last(), version.Last().Gate);
            output.Text($"{reports.Rule} ({newest.RuleHash[..12]}): {string.Join(", ", newest.Levels.Select(l => $"{l.Column} {l.Level}"))}");
            output.Line($"  a cell needs {gate.MinimumPeople} people, nobody over {gate.Dominance} %{(gate.Contributions is { } most ? FormattableString.Invariant($", at most {most} rows of each") : "")}{string.Concat(gate.Sensitive.Select(s => FormattableString.Invariant($", {s.Values} values of {s.Column}")))}");
            output.Table(
                ["period", "rows", "suppressed", "cells", "suppressed", "k", "l", "average risk", "highest", "alone before", "residual", "output is"],
                [.. version.Select(r => (IReadOnlyList<string>)[.. Row(r), labels.TryGetValue(r.First, out var l) ? Figures.Label(l.Label, l.AnonymousFrom, l.Because) : None])]);
        }
    }

    private static IReadOnlyList<string> Row(RiskReport r) =>
    [
        Figures.Day(r.First), Figures.Count(r.RawRows), Figures.Percent(r.SuppressedRowShare), Figures.Count(r.CellsPublished), Figures.Count(r.CellsSuppressed),
        r.Risk is null ? None : Figures.Count(r.Risk.After.K), r.Diversity is { } l ? Figures.Count(l) : None,
        r.Risk is null ? None : Figures.Chance(r.Risk.After.Average), r.Risk is null ? None : Figures.Chance(r.Risk.After.Highest),
        r.Risk is null ? None : Figures.Percent(r.Risk.Before.Unique), r.Residual.ToString().ToLowerInvariant(),
    ];
}
