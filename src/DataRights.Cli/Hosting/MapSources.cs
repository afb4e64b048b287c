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
    /// <exception cref="CommandException">A source's connection was not given.</exception>
    public static SourceSet Open(DataMap map, IReadOnlyDictionary<string, string> connections, TimeProvider time)
    {
        var databases = map.Sources.Where(s => s.Kind != SourceKind.Files).ToList();
        return new SourceSet(
            databases.Select(s => SqlSource.Open(s.Name, s.Kind, Of(s, connections), time)),
            map.Sources.Where(s => s.Kind == SourceKind.Files).Select(s => new LocalFileSource(s.Name, Path.Combine(Of(s, connections), s.Container ?? ""))),
            databases.Select(s => SqlRetention.Open(s.Name, s.Kind, Of(s, connections))));
    }

    private static string Of(SourceRule source, IReadOnlyDictionary<string, string> connections) =>
        connections.TryGetValue(source.Connection, out var value)
            ? value
            : throw new CommandException($"The map's source '{source.Name}' (line {source.Line}) names the connection '{source.Connection}', which was not given. Add --connection {source.Connection}=….");
}
