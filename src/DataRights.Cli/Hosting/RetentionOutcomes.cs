using DataRights.Cli.Demo;
using DataRights.Cli.Terminal;
using DataRights.Retention;

namespace DataRights.Cli.Hosting;

/// <summary>Adds up the slices of a rule's run; a rule that failed ends the command.</summary>
internal static class RetentionOutcomes
{
    public static RetentionOutcome Add(RetentionOutcome? before, RetentionRunResult slice) => slice.FailureCode is { } code
        ? throw new CommandException($"Retention rule {slice.Rule} failed with {code}.")
        : new RetentionOutcome(
            slice.Rule,
            (before?.Days ?? 0) + slice.DaysPublished,
            (before?.RowsDestroyed ?? 0) + slice.RowsDestroyed,
            (before?.CellsPublished ?? 0) + slice.CellsPublished,
            (before?.CellsSuppressed ?? 0) + slice.CellsSuppressed);
}
