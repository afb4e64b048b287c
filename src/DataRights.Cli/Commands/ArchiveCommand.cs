using System.CommandLine;
using DataRights.Cli.Client;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights archive download</c> and <c>archive allow</c>, which lets the archive of a request be handed out more often, at a running host, embedded or in Azure.</summary>
internal sealed class ArchiveCommand(Output output, TimeProvider time)
{
    public Command Create()
    {
        var id = new Argument<string>("id") { Description = "The request whose archive was handed out as often as is allowed.", HelpName = "REQUEST" };
        var (host, token, data) = (HostOptions.Host(), HostOptions.Token(), CommonOptions.Data());
        var allow = new Command("allow", "Allows as many further downloads as the data map says. Ask the person first whether the earlier ones were theirs.") { id, host, token, data };
        allow.SetAction((parsed, stop) => AllowAsync(
            new Uri(parsed.GetValue(host)!), HostOptions.TokenOf(parsed.GetValue(token), parsed.GetValue(data)!), parsed.GetValue(id)!, stop));
        return new Command("archive", "Archives of exports: fetched by the person, allowed by an operator.") { new DownloadCommand(output, time).Create(), allow };
    }

    private async Task<int> AllowAsync(Uri host, string token, string id, CancellationToken cancellationToken)
    {
        using var client = new ApiClient(host, token);
        var archive = (await client.AllowDownloadsAsync(id, cancellationToken)).Archive;
        if (archive is { DownloadsAllowed: { } allowed })
        {
            output.Line($"The archive was handed out {archive.Downloads} times and may be {allowed} times.");
        }
        else
        {
            output.Line($"The archive was not handed out yet; nothing had to be allowed.");
        }

        return ExitCodes.Ok;
    }
}
