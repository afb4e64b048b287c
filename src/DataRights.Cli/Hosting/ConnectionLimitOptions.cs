using DataRights.Cli.Terminal;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Cli.Hosting;

/// <summary>Reads <c>--limit</c>.</summary>
internal static class ConnectionLimitOptions
{
    /// <exception cref="CommandException">A name that the map does not know, or a limit that is none.</exception>
    public static ConnectionLimits Of(DataMap map, IReadOnlyDictionary<string, string> given)
    {
        var known = ConnectionLimits.Connections(map);
        var limits = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, text) in given)
        {
            if (!known.Contains(name))
            {
                throw new CommandException($"--limit names '{name}', which the map does not know; it knows {string.Join(", ", known)}.", ExitCodes.BadInput);
            }

            limits[name] = ConnectionLimits.TryRead(text, out var limit)
                ? limit
                : throw new CommandException($"--limit {name}=… must be a whole number from {ConnectionLimits.Least} to {ConnectionLimits.Most}: how many requests may work on that connection at once.", ExitCodes.BadInput);
        }

        return new ConnectionLimits(map, limits);
    }
}
