using System.CommandLine;
using System.Text.Json;
using DataRights.Api.Replays;
using DataRights.Cli.Client;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights hold</c>: has a running host, embedded or in Azure, place, list, release or review legal holds.</summary>
internal sealed class HoldCommand(Output output)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Option<string> host = HostOptions.Host();
    private readonly Option<string?> token = HostOptions.Token();
    private readonly Option<string> data = CommonOptions.Data();
    private readonly Option<bool> json = new("--json") { Description = "Writes the answer as JSON." };

    public Command Create() => new("hold", "Legal holds: what is kept although its deletion was asked for.") { Place(), List(), Release(), Review() };

    private Command Place()
    {
        var reason = new Option<string>("--reason") { Description = "Why: a code of your own of lower-case letters, digits and dashes.", HelpName = "CODE", Required = true };
        var subject = new Option<string[]>("--person")
        {
            Description = "An identifier of the person, as the map names it: user_id=17. May be repeated; all must be one person's.",
            HelpName = "IDENTIFIER=VALUE",
        };
        subject.Validators.Add(NamedValues.Validate);
        var request = new Option<string?>("--request") { Description = "A request of the person, where no identifier finds the person any more.", HelpName = "ID" };
        var collection = new Option<string?>("--collection") { Description = "Only the rows of this collection; without a person everybody's.", HelpName = "NAME" };
        var when = new Option<string?>("--when") { Description = "Only the rows for which this condition of the data map's language holds.", HelpName = "CONDITION" };
        var (review, until) = (Moment("--review", "When it is to be reviewed (default: in 90 days)."), Moment("--until", "When it ends by itself (default: never)."));
        var key = new Option<string?>("--key") { Description = "Makes the same command harmless when it is repeated.", HelpName = "KEY" };
        var command = With(new Command("place", "Keeps what it names from deletion, from now on.") { reason, subject, request, collection, when, review, until, key });
        command.SetAction((parsed, stop) =>
        {
            var order = new Dictionary<string, object> { ["reason"] = parsed.GetValue(reason)! };
            if (parsed.GetValue(subject) is { Length: > 0 } named)
            {
                order.Add("identifiers", NamedValues.Read(named));
            }

            foreach (var (name, value) in new[] { ("request", parsed.GetValue(request)), ("collection", parsed.GetValue(collection)), ("when", parsed.GetValue(when)), ("reviewBy", parsed.GetValue(review)), ("until", parsed.GetValue(until)) })
            {
                if (value is not null)
                {
                    order.Add(name, value);
                }
            }

            return ShowAsync(parsed, client => client.PlaceHoldAsync(order, parsed.GetValue(key) ?? Guid.NewGuid().ToString("N"), stop), hold => hold is { Acknowledged: null, Status: "active" }
                ? $"Hold {hold.Id} is placed, and nothing new begins against it. A database could not be asked whether what was begun before has ended; that is asked again by itself ('datarights hold list')."
                : $"Hold {hold.Id} is placed and acknowledged: nothing that it covers is deleted any more. It is to be reviewed by {Day(hold.ReviewBy)}.");
        });
        return command;
    }

    private Command List()
    {
        var all = new Option<bool>("--all") { Description = "Released holds too." };
        var request = new Option<string?>("--request") { Description = "Only the holds on the person of this request.", HelpName = "ID" };
        var command = With(new Command("list", "Lists holds, newest first.") { all, request });
        command.SetAction(async (parsed, stop) =>
        {
            using var client = Client(parsed);
            var holds = await client.HoldsAsync(parsed.GetValue(all), parsed.GetValue(request), stop);
            if (parsed.GetValue(json))
            {
                output.Text(JsonSerializer.Serialize(holds, Indented));
            }
            else
            {
                output.Table(["hold", "status", "on", "reason", "placed", "review by"], [.. holds.Select(h => (IReadOnlyList<string>)[h.Id, Status(h), On(h), h.Reason, Day(h.Placed), Day(h.ReviewBy) + (h.ReviewDue ? " (due)" : "")])]);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private Command Release()
    {
        var id = Id();
        var command = With(new Command("release", "Ends a hold; what waited for it goes on by itself.") { id });
        command.SetAction((parsed, stop) => ShowAsync(parsed, client => client.ChangeHoldAsync(parsed.GetValue(id)!, "release", new Dictionary<string, object>(), stop),
            hold => $"Hold {hold.Id} is released. What waited for it alone goes on."));
        return command;
    }

    private Command Review()
    {
        var (id, by) = (Id(), Moment("--by", "When it is to be reviewed again (default: in 90 days)."));
        var command = With(new Command("review", "Notes that a hold is still needed.") { id, by });
        command.SetAction((parsed, stop) =>
        {
            var body = new Dictionary<string, object>();
            if (parsed.GetValue(by) is { } reviewBy)
            {
                body.Add("reviewBy", reviewBy);
            }

            return ShowAsync(parsed, client => client.ChangeHoldAsync(parsed.GetValue(id)!, "review", body, stop), hold => $"Hold {hold.Id} is reviewed; the next review is due by {Day(hold.ReviewBy)}.");
        });
        return command;
    }

    private Command With(Command command)
    {
        command.Options.Add(json);
        command.Options.Add(host);
        command.Options.Add(token);
        command.Options.Add(data);
        return command;
    }

    private async Task<int> ShowAsync(ParseResult parsed, Func<ApiClient, Task<HoldState>> call, Func<HoldState, string> sentence)
    {
        using var client = Client(parsed);
        var hold = await call(client);
        output.Text(parsed.GetValue(json) ? JsonSerializer.Serialize(hold, Indented) : sentence(hold));
        return ExitCodes.Ok;
    }

    private ApiClient Client(ParseResult parsed) => new(new Uri(parsed.GetValue(host)!), HostOptions.TokenOf(parsed.GetValue(token), parsed.GetValue(data)!));

    private static Argument<string> Id() => new("ID") { Description = "The hold's id." };

    private static Option<string?> Moment(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "TIME" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => ReplayBody.ReadMoment(t.Value) is null))
            {
                result.AddError($"{name} must be a moment with its offset, like 2026-09-30T00:00:00Z.");
            }
        });
        return option;
    }

    private static string Status(HoldState hold) => hold is { Status: "active", Acknowledged: null } ? "not acknowledged" : hold.Status;

    private static string On(HoldState hold) => hold.Scope + (hold.Collection is null ? "" : $", {hold.Collection}") + (hold.When is null ? "" : $" where {hold.When}");

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
