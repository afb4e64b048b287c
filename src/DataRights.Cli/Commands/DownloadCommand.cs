using System.CommandLine;
using DataRights.Cli.Access;
using DataRights.Cli.Downloads;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Verifying;

namespace DataRights.Cli.Commands;

/// <summary>
/// <c>datarights archive download</c>: fetches all parts of an archive as the person, and checks them. Called again after it broke off, it goes on
/// where it broke, and fetches nothing that is here.
/// </summary>
internal sealed class DownloadCommand(Output output, TimeProvider time)
{
    public Command Create()
    {
        var id = new Argument<string>("id") { Description = "The export whose archive it is.", HelpName = "REQUEST" };
        var person = new Option<string[]>("--person")
        {
            Description = "An identifier of the person, who then counts as signed in just now: user_id=17. For the embedded host on the same data directory.",
            HelpName = "IDENTIFIER=VALUE",
        };
        person.Validators.Add(NamedValues.Validate);
        var tokenFile = new Option<string?>("--token-file") { Description = "A file with a token of the person, signed in within the last ten minutes. Read again for each call.", HelpName = "FILE" };
        var to = new Option<string>("--to") { Description = "The directory that the parts are put into (default: this one).", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var (host, data) = (HostOptions.Host(), CommonOptions.Data());
        var command = new Command("download", "Fetches all parts of an archive, goes on with what broke off, and checks every checksum.") { id, person, tokenFile, to, host, data };
        command.Validators.Add(result =>
        {
            if ((result.GetResult(person) is null) == (result.GetResult(tokenFile) is null))
            {
                result.AddError("archive download takes either --person or --token-file: only the person gets an archive.");
            }
        });
        command.SetAction((parsed, stop) => RunAsync(
            new Uri(parsed.GetValue(host)!), TokenOf(parsed.GetValue(person), parsed.GetValue(tokenFile), parsed.GetValue(data)!), parsed.GetValue(id)!, Path.GetFullPath(parsed.GetValue(to)!), stop));
        return command;
    }

    private Func<string> TokenOf(string[]? person, string? tokenFile, string data)
    {
        if (tokenFile is not null)
        {
            return () => HostOptions.TokenOf(tokenFile, data);
        }

        var settings = new EmbeddedSettings(Path.GetFullPath(data), null, new Dictionary<string, string>(), 0);
        var (issuer, identifiers) = (DevelopmentIssuer.Open(settings.KeyDirectory, time), NamedValues.Read(person));
        return () => issuer.SubjectToken(identifiers);
    }

    private async Task<int> RunAsync(Uri host, Func<string> token, string id, string directory, CancellationToken cancellationToken)
    {
        using var download = new ArchiveDownload(host, token);
        var parts = await download.FetchAsync(id, directory, cancellationToken);
        foreach (var part in parts)
        {
            output.Line($"{part.File}: {part.Bytes} bytes{(part.Fetched == part.Bytes ? "" : $", {part.Fetched} of them fetched now")}");
        }

        var report = await ArchiveFiles.VerifyAsync([.. parts.Select(p => p.File)], cancellationToken);
        foreach (var finding in report.Findings)
        {
            output.Error($"The archive does not hold: {finding}");
        }

        if (report.Holds)
        {
            output.Line($"The archive holds: {report.Files} files and {report.Rows} rows in {parts.Count} part(s); every SHA-256 and count is as it says.");
        }

        return report.Holds ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
