using System.CommandLine;
using DataRights.Cli.Client;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights submit</c>: asks a running host, embedded or in Azure, for an export or a deletion.</summary>
internal sealed class SubmitCommand(Output output)
{
    public Command Create()
    {
        var kind = new Argument<string>("kind") { Description = "access, portability or deletion.", HelpName = "KIND" }.AcceptOnlyFromAmong("access", "portability", "deletion");
        var person = new Option<string[]>("--person")
        {
            Description = "An identifier of the person, as the map names it: user_id=17. May be repeated; all must be one person's.",
            HelpName = "IDENTIFIER=VALUE",
            Required = true,
        };
        person.Validators.Add(NamedValues.Validate);
        var format = new Option<string?>("--format") { Description = "In what form the archive's tables are written: json unless said." }.AcceptOnlyFromAmong("json", "ndjson", "csv");
        var language = new Option<string?>("--language") { Description = "The language of the archive's pages: the map's unless said." }.AcceptOnlyFromAmong("en", "zh", "de", "fr");
        var reference = new Option<string?>("--reference") { Description = "A name of your own for the request, told again in webhooks. Nothing personal." };
        var repeat = new Option<bool>("--allow-repeat") { Description = "Exports although there was an export of the person of late. The token needs the role Operate too." };
        var (host, token, data) = (HostOptions.Host(), HostOptions.Token(), CommonOptions.Data());
        var command = new Command("submit", "Asks for an export or a deletion of a person.") { kind, person, format, language, reference, repeat, host, token, data };
        command.SetAction((parsed, stop) => RunAsync(
            new Uri(parsed.GetValue(host)!), HostOptions.TokenOf(parsed.GetValue(token), parsed.GetValue(data)!),
            Body(parsed.GetValue(kind)!, NamedValues.Read(parsed.GetValue(person)), parsed.GetValue(format), parsed.GetValue(language), parsed.GetValue(reference), parsed.GetValue(repeat)), stop));
        return command;
    }

    private static Dictionary<string, object> Body(string kind, Dictionary<string, string> person, string? format, string? language, string? reference, bool repeat)
    {
        var body = new Dictionary<string, object> { ["kind"] = kind, ["identifiers"] = person };
        foreach (var (name, value) in new[] { ("format", format), ("language", language), ("clientReference", reference) })
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }

        if (repeat)
        {
            body["allowRepeat"] = true;
        }

        return body;
    }

    private async Task<int> RunAsync(Uri host, string token, Dictionary<string, object> body, CancellationToken cancellationToken)
    {
        using var client = new ApiClient(host, token);
        var state = await client.SubmitAsync(body, cancellationToken);
        output.Line($"{state.Id} is {state.Status}{(state.Outcome is null ? "" : $" with {state.Outcome}")}.");
        return ExitCodes.Ok;
    }
}
