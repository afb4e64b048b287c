using DataRights.Cli.Terminal;
using DataRights.Retention.Preview;

namespace DataRights.Cli.Retention;

/// <summary>A preview, to be read by people.</summary>
internal sealed class PreviewText(Output output)
{
    public void Write(RetentionPreview preview)
    {
        var current = preview.Current;
        output.Line($"{preview.Rule}: {current.Rows:N0} rows of {current.Periods:N0} {preview.Period.ToString().ToLowerInvariant()}s, from {Figures.Day(preview.First)} to {Figures.Day(preview.End.AddDays(-1))}. Nothing was written.");
        output.Text();
        output.Line($"As the map has it, with at least {preview.MinimumPeople} people in a cell:");
        Fact("rows suppressed", current.SuppressedRowShare, current.RowsSuppressed, current.Rows);
        Fact("cells suppressed", current.SuppressedCellShare, current.CellsSuppressed, current.Cells);
        if (current.DominanceFailures + current.DiversityFailures > 0)
        {
            output.Line($"                      {current.DominanceFailures:N0} of them because somebody dominates, {current.DiversityFailures:N0} because their people are too much alike");
        }

        if (current.Risk is { } risk)
        {
            output.Line($"  smallest cell       {risk.After.K:N0} people");
            output.Line($"  risk                {Figures.Chance(risk.After.Average)} on average, {Figures.Chance(risk.After.Highest)} at most; without the gate {Figures.Chance(risk.Before.Average)} and {Figures.Chance(risk.Before.Highest)}, {Figures.Percent(risk.Before.Unique)} of people alone");
        }

        output.Line($"  utility lost        {current.Discernibility:0.000} (discernibility metric: 0 tells everybody apart, 1 publishes nothing)");
        output.Text();
        foreach (var finding in preview.Findings)
        {
            output.Text(finding);
            output.Text();
        }

        output.Text("One column at another level, the others as they are (* is the map's):");
        output.Table(
            ["column", "level", "rows suppressed", "cells", "suppressed", "smallest", "highest risk", "utility lost"],
            [.. preview.Options.Select(Row)]);
        output.Text();
        Suggest(preview);
        if (!preview.Complete)
        {
            output.Text("The time was used up before everything was looked at; give more with --limit, or fewer --days.");
        }
    }

    private void Fact(string name, double share, long part, long whole) => output.Line($"  {name,-18}  {Figures.Percent(share)} ({part:N0} of {whole:N0})");

    private static IReadOnlyList<string> Row(LevelOption option)
    {
        var level = option.Level + (option.Current ? " *" : "");
        return option.Figures is { } f
            ? [
                option.Column, level, Figures.Percent(f.SuppressedRowShare), Figures.Count(f.Cells), Figures.Count(f.CellsSuppressed), Figures.Count(f.Risk?.After.K ?? 0),
                Figures.Chance(f.Risk?.After.Highest ?? 0), FormattableString.Invariant($"{f.Discernibility:0.000}"),
            ]
            : [option.Column, level, "-", "-", "-", "-", "-", option.Problem ?? ""];
    }

    private void Suggest(RetentionPreview preview)
    {
        var suggestion = preview.Suggestion;
        var levels = string.Join(", ", suggestion.Levels.Select(l => $"{l.Column} {l.Level}"));
        output.Text(suggestion switch
        {
            { Meets: false } => $"No levels were found that keep back at most {Figures.Percent(preview.Threshold)} of the rows. Nearest: {levels}, with {Figures.Percent(suggestion.Figures.SuppressedRowShare)}.",
            { Steps.Count: 0 } => $"The map's levels are the finest found that keep back at most {Figures.Percent(preview.Threshold)} of the rows.",
            _ => $"Suggested, to keep back at most {Figures.Percent(preview.Threshold)} of the rows: {levels} ({Figures.Percent(suggestion.Figures.SuppressedRowShare)}).",
        });
        foreach (var step in suggestion.Steps)
        {
            output.Text($"  - {step}");
        }

        if (suggestion.Steps.Count > 0)
        {
            output.Text("One step after another was taken (greedy), so better levels may exist. Levels that fit one month need not fit the next.");
        }
    }
}
