using DataRights.Functions.Composition.Settings;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sources.Local;
using DataRights.Sql;
using DataRights.Sql.Retention;
using Microsoft.Extensions.Configuration;

namespace DataRights.Functions.Composition;

/// <summary>Opens a map's sources with the connections that the settings name. Nothing is connected before the first use.</summary>
internal static class SourceConnections
{
    /// <exception cref="SettingException">A connection of the map is not set, or one is set that the map does not know.</exception>
    public static IReadOnlyDictionary<string, string> Read(DataMap map, IConfiguration configuration)
    {
        var known = map.Sources.Select(s => s.Connection).Distinct(StringComparer.Ordinal).ToList();
        var reader = new SettingReader(configuration);
        var connections = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in known)
        {
            if (reader.Text(Of(name)) is { } value)
            {
                connections.Add(name, value);
            }
            else
            {
                reader.Add($"{Of(name).Name} is not set: the data map's sources {string.Join(", ", map.Sources.Where(s => s.Connection == name).Select(s => s.Name))} are reached by it.");
            }
        }

        // A typing error would otherwise leave a setting without effect in silence.
        var section = SettingCatalog.ConnectionPrefix[..^2];
        foreach (var other in configuration.GetSection(section).GetChildren().Where(c => !known.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
        {
            reader.Add($"{SettingCatalog.ConnectionPrefix}{other.Key} is set, but the data map names no such connection; it names {string.Join(", ", known)}.");
        }

        reader.Finish();
        return connections;
    }

    /// <exception cref="SettingException">A connection is not spelled as its driver wants it.</exception>
    public static SourceSet Open(DataMap map, IReadOnlyDictionary<string, string> connections, TimeProvider time)
    {
        var databases = map.Sources.Where(s => s.Kind != SourceKind.Files).ToList();
        return new SourceSet(
            databases.Select(s => Spelled(s, () => SqlSource.Open(s.Name, s.Kind, connections[s.Connection], time))),
            map.Sources.Where(s => s.Kind == SourceKind.Files).Select(s => new LocalFileSource(s.Name, Path.Combine(connections[s.Connection], s.Container ?? ""))),
            databases.Select(s => Spelled(s, () => SqlRetention.Open(s.Name, s.Kind, connections[s.Connection]))));
    }

    private static T Spelled<T>(SourceRule source, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (ArgumentException)
        {
            // The driver's own message may quote a password.
            throw new SettingException([$"{Of(source.Connection).Name} is no connection string for a source of kind {source.Kind.ToString().ToLowerInvariant()}."]);
        }
    }

    private static Setting Of(string connection) => new(SettingCatalog.ConnectionPrefix + connection);
}
