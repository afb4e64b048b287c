using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>Opens all stores of a map; recipients are no stores. Nothing is connected before the first use.</summary>
public static class SourceOpening
{
    /// <param name="map">The data map.</param>
    /// <param name="connections">Looks a connection up by the name that the map gives it; null when it is not set.</param>
    /// <param name="openers">The adapters that this host has.</param>
    /// <exception cref="SourceSetupException">A connection is missing or is none, or no adapter opens the kind.</exception>
    public static SourceSet Open(DataMap map, Func<string, string?> connections, IEnumerable<ISourceOpener> openers)
    {
        var adapters = openers.ToList();
        var opened = map.Sources.Where(s => s.Kind != SourceKind.Http).Select(s => Open(s, connections, adapters)).ToList();
        return new SourceSet(
            opened.Select(o => o.Rows).OfType<IRowSource>(),
            opened.Select(o => o.Files).OfType<IFileSource>(),
            opened.Select(o => o.Retention).OfType<Retention.IRetentionStore>());
    }

    private static OpenedSource Open(SourceRule source, Func<string, string?> connections, List<ISourceOpener> openers)
    {
        var opener = openers.Find(o => o.Opens(source.Kind)) ?? throw new SourceSetupException(source.Connection,
            $"The map's source '{source.Name}' (line {source.Line}) is of the kind {source.Kind.ToString().ToLowerInvariant()}, which this host cannot open.");
        return connections(source.Connection) is { Length: > 0 } connection
            ? opener.Open(source, connection)
            : throw new SourceSetupException(source.Connection, $"The map's source '{source.Name}' (line {source.Line}) names the connection '{source.Connection}', which was not given.");
    }
}
