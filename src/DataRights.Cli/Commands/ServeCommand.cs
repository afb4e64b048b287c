using System.CommandLine;
using DataRights.Api.Access;
using DataRights.Cli.Access;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Mapping;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights serve</c>: the embedded host, until it is told to stop.</summary>
internal sealed class ServeCommand(IHostComposition composition, Output output)
{
    public Command Create()
    {
        var (data, map, connections, port) = (CommonOptions.Data(), CommonOptions.Map(), CommonOptions.Connections(), CommonOptions.Port());
        var (azurite, endpoint, webhook, limits, part) = (CommonOptions.Azurite(), CommonOptions.AzuriteEndpoint(), CommonOptions.Webhook(), CommonOptions.Limits(), CommonOptions.ArchivePart());
        var command = new Command("serve", "Starts the embedded host on this machine, for development.") { data, map, connections, limits, port, azurite, endpoint, webhook, part };
        command.SetAction((parsed, token) => RunAsync(
            new(Path.GetFullPath(parsed.GetValue(data)!), parsed.GetValue(map), NamedValues.Read(parsed.GetValue(connections)), parsed.GetValue(port))
            {
                Limits = NamedValues.Read(parsed.GetValue(limits)),
                ArchivePartBytes = CommonOptions.PartBytesOf(parsed.GetValue(part)),
                Azurite = CommonOptions.StateOf(parsed.GetValue(azurite), parsed.GetValue(endpoint)!),
            },
            parsed.GetValue(webhook), token));
        return command;
    }

    private async Task<int> RunAsync(EmbeddedSettings given, string? webhook, CancellationToken cancellationToken)
    {
        given.RequireUsable();
        var settings = given with { Webhooks = await WebhookSettings.ReadAsync(given, webhook, output, cancellationToken) };
        if (settings.MapFile is null && await composition.PrepareSampleAsync(settings, cancellationToken))
        {
            output.Line($"Seeded the PythonPro sample into {settings.SampleDirectory}.");
        }

        await using var azurite = await AzuriteProcess.OpenAsync(settings, output, cancellationToken);
        await using var host = await EmbeddedHost.StartAsync(composition, settings, output, cancellationToken);
        var operatorToken = TokenFiles.Write(settings, TokenFiles.Operator, host.Issuer.ServiceToken([AppRoles.Submit, AppRoles.Operate]));
        var identifier = host.Services.GetService<DataMap>() is { Identifiers: [var first, ..] } ? first.Name : "email";
        Greeting.Write(output, host.Address, settings, identifier, operatorToken);
        await host.WaitAsync(cancellationToken);
        return ExitCodes.Ok;
    }
}
