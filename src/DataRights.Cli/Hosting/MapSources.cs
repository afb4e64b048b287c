using DataRights.Azure.Files;
using DataRights.Azure.Identity;
using DataRights.Azure.Storage;
using DataRights.Cli.Terminal;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sources.Local;
using DataRights.Sql;

namespace DataRights.Cli.Hosting;

/// <summary>Opens a map's sources with the connections that were given. Nothing is connected before the first use.</summary>
internal static class MapSources
{
    /// <exception cref="CommandException">A connection was not given, is not one of the map's, or is not spelled as its driver wants it.</exception>
    public static SourceSet Open(DataMap map, IReadOnlyDictionary<string, string> connections, TimeProvider time, ConnectionLimits? limits = null)
    {
        RequireKnown(map, connections);
        return Guard(() => SourceOpening.Open(map, connections.GetValueOrDefault, Openers(time, limits)));
    }

    /// <summary>One database of the map; nothing is connected.</summary>
    /// <exception cref="CommandException">The connection string is not one. The message does not quote it: it may hold a password.</exception>
    public static IRowSource OpenDatabase(SourceRule source, string connection, TimeProvider time) => OpenBothSides(source, connection, time).Rows!;

    /// <summary>One database of the map, with its retention side; nothing is connected.</summary>
    /// <exception cref="CommandException">The connection string is not one. The message does not quote it: it may hold a password.</exception>
    public static OpenedSource OpenBothSides(SourceRule source, string connection, TimeProvider time) => Guard(() => new SqlSourceOpener(time).Open(source, connection));

    /// <exception cref="CommandException">A name that the map does not know: a typing error would leave its source out in silence.</exception>
    public static void RequireKnown(DataMap map, IReadOnlyDictionary<string, string> connections)
    {
        var known = map.Connections;
        if (connections.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new CommandException($"--connection names '{unknown}', which the map does not know; it knows {string.Join(", ", known)}.", ExitCodes.BadInput);
        }
    }

    private static ISourceOpener[] Openers(TimeProvider time, ConnectionLimits? limits) => [new SqlSourceOpener(time, null, limits), new LocalFilesOpener(), new BlobSourceOpener(() => AzureCredentials.Shared, new BlobStoreOptions(), time)];

    private static T Guard<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (SourceSetupException e)
        {
            throw new CommandException($"{e.Message} Add --connection {e.Connection}=….", ExitCodes.BadInput);
        }
    }
}
