using System.CommandLine;
using System.Text;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights map check</c>, <c>datarights map grants</c> and <c>datarights map schema</c>.</summary>
internal sealed class MapCommand(IHostComposition composition, Output output)
{
    public Command Create() => new("map", "Checks a data map, prints the grants it needs, or prints the JSON Schema of maps.") { Check(), Grants(), Schema() };

    private Command Check()
    {
        var file = new Argument<string>("FILE") { Description = "The data map." };
        var connections = CommonOptions.Connections();
        var command = new Command("check", "Checks a data map; with connections also against the live schemas. Writes nothing.") { file, connections };
        command.SetAction((parsed, token) => CheckAsync(parsed.GetValue(file)!, NamedValues.Read(parsed.GetValue(connections)), token));
        return command;
    }

    private Command Grants()
    {
        var file = new Argument<string>("FILE") { Description = "The data map." };
        var role = new Option<string>("--role") { Description = "The database role that the grants are for.", HelpName = "NAME", Required = true };
        role.Validators.Add(result =>
        {
            // PostgreSQL cuts longer names off in silence, and would grant to another role.
            if (result.Tokens.Any(t => t.Value.Length == 0 || Encoding.UTF8.GetByteCount(t.Value) > 63 || t.Value.Any(char.IsControl)))
            {
                result.AddError("--role must be a role's name: 1 to 63 bytes, without control characters.");
            }
        });
        var source = new Option<string?>("--source") { Description = "The map's source (default: its only PostgreSQL source).", HelpName = "NAME" };
        var connections = CommonOptions.Connections();
        var command = new Command("grants", "Prints the SQL that gives a PostgreSQL role exactly what the map needs. Changes nothing.") { file, role, source, connections };
        command.SetAction(async (parsed, token) =>
        {
            output.Text(await composition.MapGrantsAsync(parsed.GetValue(file)!, parsed.GetValue(source), parsed.GetValue(role)!, NamedValues.Read(parsed.GetValue(connections)), token));
            return ExitCodes.Ok;
        });
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
