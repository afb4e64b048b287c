using System.CommandLine;
using System.Text.Json;
using DataRights.Api.Replays;
using DataRights.Cli.Client;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary>
/// <c>datarights replay</c>: has a running host, embedded or in Azure, delete again who was deleted since a backup that was restored, and
/// waits until that is done.
/// </summary>
internal sealed class ReplayCommand(Output output)
{
    private static readonly string[] Untouched = ["registered-again", "different-person", "key-destroyed", "root-unknown"];
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public Command Create()
    {
        var since = new Option<string>("--since")
        {
            Description = "When the backup was taken, or somewhat before: 2026-03-01T04:00:00Z. Who was deleted at that time or later is deleted again.",
            HelpName = "TIME",
            Required = true,
        };
        since.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => ReplayBody.ReadMoment(t.Value) is null))
            {
                result.AddError("--since must be a moment with its offset, like 2026-03-01T04:00:00Z.");
            }
        });
        var source = new Option<string?>("--source") { Description = "The source that was restored, as the data map names it (default: all databases).", HelpName = "NAME" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what would be done." };
        var json = new Option<bool>("--json") { Description = "Writes the report as JSON." };
        var (host, token, data) = (HostOptions.Host(), HostOptions.Token(), CommonOptions.Data());
        var command = new Command("replay", "After a restore from a backup: deletes again everyone deleted since, and nobody else.") { since, source, dryRun, json, host, token, data };
        command.SetAction((parsed, stop) => RunAsync(
            new Uri(parsed.GetValue(host)!), HostOptions.TokenOf(parsed.GetValue(token), parsed.GetValue(data)!),
            Order(parsed.GetValue(since)!, parsed.GetValue(source), parsed.GetValue(dryRun)), parsed.GetValue(json), stop));
        return command;
    }

    private static Dictionary<string, object> Order(string since, string? source, bool dryRun)
    {
        var order = new Dictionary<string, object> { ["since"] = since, ["dryRun"] = dryRun };
        if (source is not null)
        {
            order.Add("source", source);
        }

        return order;
    }

    private async Task<int> RunAsync(Uri host, string token, IReadOnlyDictionary<string, object> order, bool json, CancellationToken cancellationToken)
    {
        using var client = new ApiClient(host, token);
        var state = await client.ReplayAsync(order, cancellationToken);
        if (json)
        {
            output.Text(JsonSerializer.Serialize(state, Indented));
        }
        else
        {
            Write(state);
        }

        return state.Finished is null ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private void Write(ReplayState state)
    {
        output.Table(["found", "deletions"], [.. state.Counts.Select(c => (IReadOnlyList<string>)[JsonNamingPolicy.KebabCaseLower.ConvertName(c.Key), FormattableString.Invariant($"{c.Value}")])]);
        foreach (var deletion in state.Deletions.Where(d => Untouched.Contains(d.Verdict)))
        {
            output.Line($"not touched: {deletion.Request} {deletion.Verdict}");
        }

        foreach (var deletion in state.Deletions.Where(d => d.Status is "waiting" or "failed"))
        {
            output.Error($"not deleted yet: {deletion.ReplayedBy} is {deletion.Status} with {deletion.Outcome}; see to it and retry it.");
        }

        foreach (var rule in state.Retention ?? [])
        {
            output.Line($"retention {rule.Rule}: {rule.Rows:#,0} raw rows of {rule.Periods} periods destroyed again{(rule.Failure is null ? "" : $", then {rule.Failure}")}");
        }

        foreach (var finding in state.Findings)
        {
            output.Error(finding);
        }

        output.Text(state.Finished is null ? "Not finished: see to the requests that are named, then run the same command again."
            : state.DryRun ? "Nothing was done: this was a dry run."
            : state.Restored.Count > 0 ? $"Finished. Work on {string.Join(", ", state.Restored)} goes on."
            : "Finished.");
    }
}
