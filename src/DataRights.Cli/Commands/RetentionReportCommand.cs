using System.CommandLine;
using System.Text.Json;
using DataRights.Api.Json;
using DataRights.Api.Retention;
using DataRights.Cli.Client;
using DataRights.Cli.Retention;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary>
/// <c>datarights retention report</c>: the risk reports of what a running host, embedded or in Azure, has published, and what may be said of it now. Of one rule
/// or of all; as JSON an object of one, and a list of several.
/// </summary>
internal sealed class RetentionReportCommand(Output output)
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    public Command Create()
    {
        var options = new RetentionOptions("--last", "The newest periods of each rule, so many");
        var command = new Command("report", "Shows how well people are hidden in what was published, and whether it is anonymous yet: a line for each period.");
        options.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var client = options.Client(parsed);
            var reports = new List<RiskReportsJson>();
            foreach (var rule in await RulesAsync(client, options.Rule(parsed), stop))
            {
                reports.Add(await client.RiskReportsAsync(rule, options.Periods(parsed), stop));
            }

            Write(reports, options.IsJson(parsed));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<string>> RulesAsync(ApiClient client, string? named, CancellationToken cancellationToken)
    {
        if (named is not null)
        {
            return [named];
        }

        var rules = (await client.RetentionAsync(null, 1, cancellationToken)).Rules;
        return rules.Count > 0 ? [.. rules.Select(r => r.Rule)] : throw new CommandException("The host's data map has no retention rule.");
    }

    private void Write(List<RiskReportsJson> reports, bool json)
    {
        if (json)
        {
            output.Text(reports.Count == 1 ? JsonSerializer.Serialize(reports[0], Indented) : JsonSerializer.Serialize(reports, Indented));
            return;
        }

        foreach (var rule in reports)
        {
            new ReportText(output).Write(rule);
        }
    }
}
