using System.Globalization;
using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>
/// How many requests may work at once on the sources of each connection of a map, in one process: <see cref="Default"/> for
/// databases unless told otherwise, from <see cref="Least"/> to <see cref="Most"/>. A connection that only leads to files
/// has no limit unless it is given one.
/// </summary>
public sealed class ConnectionLimits
{
    public const int Default = 4;
    public const int Least = 1;
    public const int Most = 64;

    private readonly Dictionary<string, int> limits;

    /// <exception cref="ArgumentException">A limit is out of range, or names a connection that the map does not.</exception>
    public ConnectionLimits(DataMap map, IReadOnlyDictionary<string, int>? given = null)
    {
        limits = Databases(map).ToDictionary(c => c, _ => Default, StringComparer.Ordinal);
        var known = Connections(map);
        foreach (var (connection, limit) in given ?? new Dictionary<string, int>())
        {
            limits[connection] = !known.Contains(connection) ? throw new ArgumentException($"The map names no connection '{connection}'.", nameof(given))
                : limit is >= Least and <= Most ? limit
                : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The limit of connection '{connection}' must be from {Least} to {Most}."), nameof(given));
        }
    }

    /// <summary>Every connection that has a limit.</summary>
    public IReadOnlyDictionary<string, int> All => limits;

    /// <summary>The connection's limit; null when it has none.</summary>
    public int? Of(string connection) => limits.TryGetValue(connection, out var limit) ? limit : null;

    /// <summary>The connections that the map names, each once.</summary>
    public static IReadOnlyList<string> Connections(DataMap map) => [.. map.Sources.Where(s => s.Kind != SourceKind.Http).Select(s => s.Connection).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads a limit as people write it: a whole number in range, digits only.</summary>
    public static bool TryRead(string text, out int limit) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= Least and <= Most;

    private static IEnumerable<string> Databases(DataMap map) =>
        map.Sources.Where(s => s.Kind.HoldsRows()).Select(s => s.Connection).Distinct(StringComparer.Ordinal);
}
