using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataRights.Cli.Client;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights retention status</c>: what the retention rules of a running host, embedded or in Azure, have done.</summary>
internal sealed class RetentionStatusCommand(Output output)
{
    private const int Periods = 31;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public Command Create()
    {
        var rule = new Option<string?>("--rule") { Description = "Only this rule.", HelpName = "NAME" };
        var limit = new Option<int>("--limit") { Description = $"The most periods of each rule, newest first (default: {Periods}).", HelpName = "N", DefaultValueFactory = _ => Periods };
        var json = new Option<bool>("--json") { Description = "Writes the answer as JSON." };
        var (host, token, data) = (HostOptions.Host(), HostOptions.Token(), CommonOptions.Data());
        var command = new Command("status", "Shows each rule's periods, and whether they are anonymous yet.") { rule, limit, json, host, token, data };
        command.SetAction(async (parsed, stop) =>
        {
            using var client = new ApiClient(new Uri(parsed.GetValue(host)!), HostOptions.TokenOf(parsed.GetValue(token), parsed.GetValue(data)!));
            var states = await client.RetentionAsync(parsed.GetValue(rule), parsed.GetValue(limit), stop);
            if (parsed.GetValue(rule) is { } name && states.Rules.Count == 0)
            {
                throw new CommandException($"The host's data map has no retention rule '{name}'.");
            }

            if (parsed.GetValue(json))
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
                ["period", "published", "cells", "suppressed", "destroyed", "held", "output is"],
                [.. state.Periods.Select(p => (IReadOnlyList<string>)[Day(p.First), Day(p.PublishedAt), Number(p.CellsPublished), Number(p.CellsSuppressed), Number(p.RowsDestroyed), Number(p.RowsHeld), Label(p)])]);
        }
    }

    private static string Label(PublishedPeriodState period) => period.Label + period switch
    {
        { Because: { } because } => $": {because}",
        { AnonymousFrom: { } from } => $"{(period.Label == "anonymous" ? " since" : " until")} {Day(from)}",
        _ => "",
    };

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
