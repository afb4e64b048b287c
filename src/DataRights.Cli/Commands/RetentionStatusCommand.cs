using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataRights.Cli.Client;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights retention status</c>: what the retention rules of a running host, embedded or in Azure, have done.</summary>
internal sealed class RetentionStatusCommand(Output output)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public Command Create()
    {
        var options = new RetentionOptions("--limit", "The most periods of each rule, newest first");
        var command = new Command("status", "Shows each rule's periods, and whether they are anonymous yet.");
        options.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var client = options.Client(parsed);
            var states = await client.RetentionAsync(options.Rule(parsed), options.Periods(parsed), stop);
            if (options.Rule(parsed) is { } name && states.Rules.Count == 0)
            {
                throw new CommandException($"The host's data map has no retention rule '{name}'.");
            }

            if (options.IsJson(parsed))
            {
                output.Text(JsonSerializer.Serialize(states, Indented));
                return ExitCodes.Ok;
            }

            foreach (var state in states.Rules)
            {
                Show(state);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private void Show(RetentionRuleState state)
    {
        output.Text(state.Problem is { } code
            ? $"{state.Rule}: the database of source {state.Source} could not be asked ({code})."
            : $"{state.Rule}: rows older than {state.Window} become totals in {state.Into}. Of {state.Periods.Count} periods listed {state.Labels["anonymous"]} are anonymous, {state.Labels["pseudonymous"]} pseudonymous, {state.Labels["unknown"]} unknown.");
        if (state.Periods.Count > 0)
        {
            output.Table(
                ["period", "published", "cells", "suppressed", "destroyed", "identities", "held", "output is"],
                [.. state.Periods.Select(p => (IReadOnlyList<string>)[Figures.Day(p.First), Figures.Day(p.PublishedAt), Number(p.CellsPublished), Number(p.CellsSuppressed), Number(p.RowsDestroyed), Number(p.IdentitiesDestroyed), Number(p.RowsHeld), Figures.Label(p.Label, p.AnonymousFrom, p.Because)])]);
        }
    }

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
