using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Sources;
using DataRights.Sql.Grants;

namespace DataRights.Cli.Maps;

/// <summary>Writes the SQL that gives a role exactly what a data map asks for in one PostgreSQL database. Changes nothing.</summary>
internal static class MapGrants
{
    public static async Task<string> RunAsync(string file, string? sourceName, string role, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken)
    {
        var map = DataMapLoader.Load(file);
        MapSources.RequireKnown(map, connections);
        var source = Choose(map, sourceName);
        SourceSchema? live = null;
        if (connections.TryGetValue(source.Connection, out var connection))
        {
            await using var opened = MapSources.OpenDatabase(source, connection, TimeProvider.System);
            live = await opened.DescribeAsync(cancellationToken);
        }

        var aggregates = map.Retention.Where(r => r.Source == source.Name).Select(r => r.Into).Distinct().ToList();
        IEnumerable<string> lines =
        [
            $"-- For source '{source.Name}' of {map.Name}: run as the owner of the tables, in their database.",
            "-- The role is to be there: with a password by 'create role', for an Entra identity by 'pgaadauth_create_principal'.",
            "",
            "-- Tables of the system's own, so that the role needs no right to create any.",
            .. PostgresGrants.Tables(map, source.Name, live),
            .. live is null && aggregates.Count > 0 ? Missing(source, aggregates) : [],
            "",
            "-- Rights.",
            .. PostgresGrants.Of(map, source.Name).Select(g => g.Statement(role)),
        ];
        return string.Join('\n', lines).ReplaceLineEndings("\n");
    }

    private static IEnumerable<string> Missing(SourceRule source, IEnumerable<string> tables) =>
    [
        $"-- Tables of aggregates are to be there too ({string.Join(", ", tables)}):",
        $"-- give --connection {source.Connection}=… to have their definitions printed.",
    ];

    private static SourceRule Choose(DataMap map, string? name)
    {
        var databases = map.Sources.Where(s => s.Kind == SourceKind.Postgres).ToList();
        if (name is null && databases.Count == 1)
        {
            return databases[0];
        }

        return databases.FirstOrDefault(s => s.Name == name) ?? throw new CommandException(databases.Count == 0
            ? "The map has no PostgreSQL source, and only those have grants."
            : $"--source must name one of the map's PostgreSQL sources: {string.Join(", ", databases.Select(s => s.Name))}.", ExitCodes.BadInput);
    }
}
