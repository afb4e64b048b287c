using DataRights.Cli.Terminal;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sources.Local;
using DataRights.Sql;
using DataRights.Sql.Retention;

namespace DataRights.Cli.Hosting;

/// <summary>Opens a map's sources with the connections that were given. Nothing is connected before the first use.</summary>
internal static class MapSources
{
    /// <exception cref="CommandException">A connection was not given, is not one of the map's, or is not spelled as its driver wants it.</exception>
    public static SourceSet Open(DataMap map, IReadOnlyDictionary<string, string> connections, TimeProvider time)
    {
        RequireKnown(map, connections);
        var databases = map.Sources.Where(s => s.Kind != SourceKind.Files).ToList();
        return new SourceSet(
            databases.Select(s => OpenDatabase(s, Of(s, connections), time)),
            map.Sources.Where(s => s.Kind == SourceKind.Files).Select(s => new LocalFileSource(s.Name, Path.Combine(Of(s, connections), s.Container ?? ""))),
            databases.Select(s => SqlRetention.Open(s.Name, s.Kind, Of(s, connections))));
    }

    /// <summary>One database of the map; nothing is connected.</summary>
    /// <exception cref="CommandException">The connection string is not one. The message does not quote it: it may hold a password.</exception>
    public static SqlSource OpenDatabase(SourceRule source, string connection, TimeProvider time)
    {
        try
        {
            return SqlSource.Open(source.Name, source.Kind, connection, time);
        }
        catch (ArgumentException)
        {
            var (kind, example) = source.Kind == SourceKind.Sqlite ? ("SQLite", "Data Source=FILE") : ("PostgreSQL", "Host=…;Database=…;Username=…;Password=…");
            throw new CommandException($"The connection '{source.Connection}' is not a connection string for {kind}. Write --connection \"{source.Connection}={example}\".", ExitCodes.BadInput);
        }
    }

    /// <exception cref="CommandException">A name that the map does not know: a typing error would leave its source out in silence.</exception>
    public static void RequireKnown(DataMap map, IReadOnlyDictionary<string, string> connections)
    {
        var known = map.Sources.Select(s => s.Connection).Distinct(StringComparer.Ordinal).ToList();
        if (connections.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new CommandException($"--connection names '{unknown}', which the map does not know; it knows {string.Join(", ", known)}.", ExitCodes.BadInput);
        }
    }

    private static string Of(SourceRule source, IReadOnlyDictionary<string, string> connections) =>
        connections.TryGetValue(source.Connection, out var value)
            ? value
            : throw new CommandException($"The map's source '{source.Name}' (line {source.Line}) names the connection '{source.Connection}', which was not given. Add --connection {source.Connection}=….", ExitCodes.BadInput);
}
