using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataRights.Api.Json;
using DataRights.Cli.Hosting;
using DataRights.Cli.Retention;
using DataRights.Cli.Terminal;
using DataRights.Retention.Preview;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights retention preview</c>: what a rule would publish, at its own levels and at others. Writes nothing.</summary>
internal sealed class RetentionPreviewCommand(IHostComposition composition, Output output)
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    private static readonly PreviewOptions Defaults = new();

    public Command Create()
    {
        var rule = new Option<string?>("--rule") { Description = "The rule (default: the map's only one).", HelpName = "NAME" };
        var (data, map, connections) = (CommonOptions.Data(), CommonOptions.Map(), CommonOptions.Connections());
        var from = new Option<string?>("--from") { Description = "The first day, as yyyy-MM-dd in the rule's zone (default: so many days before today).", HelpName = "DAY" };
        from.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => ReadDay(t.Value) is null))
            {
                result.AddError("--from must be a day, like 2026-09-30.");
            }
        });
        var days = Number("--days", $"How many days (default: {Defaults.Days}). Only days, weeks or months that are over and lie in them wholly are looked at.", Defaults.Days, 1, 3660);
        var threshold = Number("--threshold", "The suggestion keeps back at most so many percent of the rows (default: 5).", 5, 0, 100);
        var limit = Number("--limit", "Ends after so many seconds with what is known then (default: 120).", 120, 1, 86_400);
        var json = new Option<bool>("--json") { Description = "Writes the answer as JSON." };
        var command = new Command("preview", "Shows what a rule would publish at its own levels and at others, and suggests levels. Writes nothing; the rule need not be deployed.")
        {
            rule, map, connections, from, days, threshold, limit, json, data,
        };
        command.SetAction(async (parsed, token) =>
        {
            var settings = new EmbeddedSettings(Path.GetFullPath(parsed.GetValue(data)!), parsed.GetValue(map), NamedValues.Read(parsed.GetValue(connections)), 0);
            var options = new PreviewOptions
            {
                From = parsed.GetValue(from) is { } day ? ReadDay(day) : null,
                Days = parsed.GetValue(days),
                Threshold = parsed.GetValue(threshold) / 100d,
                Limit = TimeSpan.FromSeconds(parsed.GetValue(limit)),
            };
            var preview = await composition.PreviewRetentionAsync(settings, parsed.GetValue(rule), options, token);
            if (parsed.GetValue(json))
            {
                output.Text(JsonSerializer.Serialize(preview, Indented));
            }
            else
            {
                new PreviewText(output).Write(preview);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static DateOnly? ReadDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Option<int> Number(string name, string description, int standard, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => !int.TryParse(t.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n < least || n > most))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}."));
            }
        });
        return option;
    }
}
