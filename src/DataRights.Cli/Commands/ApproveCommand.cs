using System.CommandLine;
using DataRights.Cli.Client;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights approve</c>: shows why a deletion waits for approval at a running host, embedded or in Azure, and approves it.</summary>
internal sealed class ApproveCommand(Output output)
{
    public Command Create()
    {
        var id = new Argument<string>("id") { Description = "The request that waits with the outcome approval-needed.", HelpName = "REQUEST" };
        var show = new Option<bool>("--show") { Description = "Only says what would be approved." };
        var (host, token, data) = (HostOptions.Host(), HostOptions.Token(), CommonOptions.Data());
        var command = new Command("approve", "Approves a deletion that is beyond a cap, or of a protected person, so that it goes on.") { id, show, host, token, data };
        command.SetAction((parsed, stop) => RunAsync(
            new Uri(parsed.GetValue(host)!), HostOptions.TokenOf(parsed.GetValue(token), parsed.GetValue(data)!), parsed.GetValue(id)!, parsed.GetValue(show), stop));
        return command;
    }

    private async Task<int> RunAsync(Uri host, string token, string id, bool show, CancellationToken cancellationToken)
    {
        using var client = new ApiClient(host, token);
        var state = await client.GetAsync(id, cancellationToken);
        foreach (var finding in state.Findings)
        {
            output.Line($"{finding}");
        }

        if (show)
        {
            output.Line($"{state.Id} is {state.Status}{(state.Outcome is null ? "" : $" with {state.Outcome}")}. Nothing was approved.");
            return ExitCodes.Ok;
        }

        var approved = await client.ApproveAsync(id, cancellationToken);
        output.Line($"{approved.Id} is approved; it is {approved.Status}.");
        return ExitCodes.Ok;
    }
}
