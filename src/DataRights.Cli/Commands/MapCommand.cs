using System.CommandLine;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights map check</c> and <c>datarights map schema</c>.</summary>
internal sealed class MapCommand(IHostComposition composition, Output output)
{
    public Command Create() => new("map", "Checks a data map, or prints its JSON Schema.") { Check(), Schema() };

    private Command Check()
    {
        var file = new Argument<string>("FILE") { Description = "The data map." };
        var connections = CommonOptions.Connections();
        var command = new Command("check", "Checks a data map; with connections also against the live schemas. Writes nothing.") { file, connections };
        command.SetAction((parsed, token) => CheckAsync(parsed.GetValue(file)!, NamedValues.Read(parsed.GetValue(connections)), token));
        return command;
    }

    private Command Schema()
    {
        var command = new Command("schema", "Prints the JSON Schema of data maps.");
        command.SetAction(_ =>
        {
            output.Text(composition.MapSchema().TrimEnd());
            return ExitCodes.Ok;
        });
        return command;
    }

    private async Task<int> CheckAsync(string file, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken)
    {
        var report = await composition.CheckMapAsync(file, connections, cancellationToken);
        foreach (var line in report.Errors.Select(e => "error: " + e).Concat(report.Warnings.Select(w => "warning: " + w)))
        {
            output.Error(line);
        }

        output.Line($"{report.Summary} {report.Errors.Count} errors, {report.Warnings.Count} warnings.");
        return report.Errors.Count == 0 ? ExitCodes.Ok : ExitCodes.BadInput;
    }
}
