using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataRights.Api.Json;
using DataRights.Cli.Client;
using DataRights.Cli.Retention;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights retention report</c>: the risk reports of what a running host, embedded or in Azure, has published.</summary>
internal sealed class RetentionReportCommand(Output output)
{
    private const int Periods = 31;

    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    public Command Create()
    {
        var rule = new Option<string>("--rule") { Description = "The rule.", HelpName = "NAME", Required = true };
        var last = new Option<int>("--last") { Description = $"Its newest periods, so many (default: {Periods}).", HelpName = "N", DefaultValueFactory = _ => Periods };
        last.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => !int.TryParse(t.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > 1000))
            {
                result.AddError("--last must be a whole number from 1 to 1000.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Writes the answer as JSON." };
        var (host, token, data) = (HostOptions.Host(), HostOptions.Token(), CommonOptions.Data());
        var command = new Command("report", "Shows how well people are hidden in what was published: a line for each period.") { rule, last, json, host, token, data };
        command.SetAction(async (parsed, stop) =>
        {
            using var client = new ApiClient(new Uri(parsed.GetValue(host)!), HostOptions.TokenOf(parsed.GetValue(token), parsed.GetValue(data)!));
            var reports = await client.RiskReportsAsync(parsed.GetValue(rule)!, parsed.GetValue(last), stop);
            if (parsed.GetValue(json))
            {
                output.Text(JsonSerializer.Serialize(reports, Indented));
            }
            else
            {
                new ReportText(output).Write(reports);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
