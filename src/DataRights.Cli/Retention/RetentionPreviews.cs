using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Retention;
using DataRights.Retention.Preview;

namespace DataRights.Cli.Retention;

/// <summary>Previews a rule of a map against the database that its source's connection leads to. No other source is opened, and no host.</summary>
internal static class RetentionPreviews
{
    /// <exception cref="CommandException">There is no such rule, its connection was not given, it does not fit the database, or the time is too short.</exception>
    public static async Task<RetentionPreview> RunAsync(EmbeddedSettings settings, string? name, PreviewOptions options, CancellationToken cancellationToken)
    {
        var map = settings.MapFile is null ? SampleSetup.ReadMap() : DataMapLoader.Load(settings.MapFile);
        var connections = settings.MapFile is null ? SampleSetup.Connections(settings) : settings.Connections;
        MapSources.RequireKnown(map, connections);
        var rule = RuleOf(map, name);
        var source = map.Sources.Single(s => s.Name == rule.Source);
        if (!connections.TryGetValue(source.Connection, out var connection))
        {
            throw new CommandException($"The rule '{rule.Name}' is about the source '{source.Name}', whose connection '{source.Connection}' was not given. Add --connection {source.Connection}=….", ExitCodes.BadInput);
        }

        var opened = MapSources.OpenBothSides(source, connection, TimeProvider.System);
        await using var rows = opened.Rows;
        await using var retention = opened.Retention as IAsyncDisposable;
        var group = RetentionGroup.In(map).Single(g => g.Rules.Contains(rule));
        try
        {
            return await new RetentionPreviewer(opened.Retention!, TimeProvider.System).PreviewAsync(group, rule, options, cancellationToken);
        }
        catch (RetentionRuleException e)
        {
            throw new CommandException(e.Message, ExitCodes.BadInput);
        }
        catch (TimeoutException e)
        {
            throw new CommandException($"{e.Message} Give more with --limit.");
        }
    }

    private static RetentionRule RuleOf(DataMap map, string? name)
    {
        var names = string.Join(", ", map.Retention.Select(r => r.Name));
        return (name, map.Retention.Count) switch
        {
            (_, 0) => throw new CommandException("The data map has no retention rule.", ExitCodes.BadInput),
            (null, 1) => map.Retention[0],
            (null, _) => throw new CommandException($"The data map has several retention rules; name one with --rule: {names}.", ExitCodes.BadInput),
            _ => map.Retention.FirstOrDefault(r => r.Name == name) ?? throw new CommandException($"The data map has no retention rule '{name}'; it has {names}.", ExitCodes.BadInput),
        };
    }
}
