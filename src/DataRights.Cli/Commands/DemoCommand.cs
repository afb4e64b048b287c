using System.CommandLine;
using DataRights.Cli.Demo;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights demo</c>: the whole job on the sample, unattended. May be run again, also after it was killed.</summary>
internal sealed class DemoCommand(IHostComposition composition, Output output, TimeProvider time)
{
    public Command Create()
    {
        var data = CommonOptions.Data();
        var (azurite, endpoint, part) = (CommonOptions.Azurite(), CommonOptions.AzuriteEndpoint(), CommonOptions.ArchivePart());
        var command = new Command("demo", "Exports and deletes a person of the sample, anonymizes its analytics, and checks everything.") { data, azurite, endpoint, part };
        command.SetAction((parsed, token) => RunAsync(
            new(Path.GetFullPath(parsed.GetValue(data)!), null, new Dictionary<string, string>(), 0)
            {
                RetainsByTimer = false,
                ArchivePartBytes = CommonOptions.PartBytesOf(parsed.GetValue(part)),
                Azurite = CommonOptions.StateOf(parsed.GetValue(azurite), parsed.GetValue(endpoint)!),
            }, token));
        return command;
    }

    private async Task<int> RunAsync(EmbeddedSettings settings, CancellationToken cancellationToken)
    {
        settings.RequireUsable();
        var began = time.GetTimestamp();
        var log = new DemoLog(output, time);
        var seeded = await composition.PrepareSampleAsync(settings, cancellationToken);
        log.Done($"{(seeded ? "Seeded the PythonPro sample" : "Found the PythonPro sample")} in {settings.SampleDirectory}.");
        await using var azurite = await AzuriteProcess.OpenAsync(settings, output, cancellationToken);
        await using var recipient = await composition.StartRecipientAsync(settings, cancellationToken);
        var told = settings with { SampleRecipient = recipient.Address };
        await using var host = await EmbeddedHost.StartAsync(composition, told, output, cancellationToken);
        var paths = await new DemoRun(composition, host, told, log).RunAsync(cancellationToken);
        output.Text();
        output.Line($"Done in {time.GetElapsedTime(began).TotalSeconds:0.0} s.");
        foreach (var part in paths.Archive)
        {
            output.Line($"  archive  {part}");
        }

        output.Line($"  receipt  {paths.Receipt}");
        output.Line($"  ledger   {settings.Azurite?.Endpoint.AbsoluteUri ?? Path.Combine(settings.StateDirectory, "ledger")}");
        return ExitCodes.Ok;
    }
}
