using System.CommandLine;
using System.Globalization;
using DataRights.Cli.Client;

namespace DataRights.Cli.Commands;

/// <summary>The options of commands that ask a running host what its retention rules have done.</summary>
/// <param name="periods">The name of the option that says how many periods.</param>
/// <param name="meaning">What it says.</param>
internal sealed class RetentionOptions(string periods, string meaning)
{
    private const int Most = 1_000;
    private const int Usual = 31;

    private readonly Option<string?> rule = new("--rule") { Description = "Only this rule (default: all).", HelpName = "NAME" };
    private readonly Option<int> count = Count(periods, meaning);
    private readonly Option<bool> json = new("--json") { Description = "Writes the answer as JSON." };
    private readonly Option<string> host = HostOptions.Host();
    private readonly Option<string?> token = HostOptions.Token();
    private readonly Option<string> data = CommonOptions.Data();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[rule, count, json, host, token, data])
        {
            command.Add(option);
        }
    }

    public string? Rule(ParseResult parsed) => parsed.GetValue(rule);

    public int Periods(ParseResult parsed) => parsed.GetValue(count);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(json);

    public ApiClient Client(ParseResult parsed) => new(new Uri(parsed.GetValue(host)!), HostOptions.TokenOf(parsed.GetValue(token), parsed.GetValue(data)!));

    private static Option<int> Count(string name, string meaning)
    {
        var option = new Option<int>(name) { Description = string.Create(CultureInfo.InvariantCulture, $"{meaning} (default: {Usual})."), HelpName = "N", DefaultValueFactory = _ => Usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => !int.TryParse(t.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > Most))
            {
                result.AddError($"{name} must be a whole number from 1 to {Most.ToString(CultureInfo.InvariantCulture)}.");
            }
        });
        return option;
    }
}
