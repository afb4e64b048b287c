using DataRights.Functions.Composition.Settings;
using DataRights.Mapping;
using DataRights.Sources;
using Microsoft.Extensions.Configuration;

namespace DataRights.Functions.Composition;

/// <summary>Reads how many requests may work at once on each connection of the map, in each instance of the app.</summary>
internal static class ConnectionLimitSettings
{
    /// <exception cref="SettingException">A limit is none, or is set for a connection that the map does not know.</exception>
    public static ConnectionLimits Read(DataMap map, IConfiguration configuration)
    {
        var known = ConnectionLimits.Connections(map);
        var reader = new SettingReader(configuration);
        var limits = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in known)
        {
            var setting = new Setting(SettingCatalog.ConnectionLimitPrefix + name);
            if (reader.Text(setting) is not { } text)
            {
                continue;
            }

            if (ConnectionLimits.TryRead(text, out var limit))
            {
                limits.Add(name, limit);
            }
            else
            {
                reader.Add($"{setting.Name} must be a whole number from {ConnectionLimits.Least} to {ConnectionLimits.Most}: how many requests may work on the connection at once, in each instance.");
            }
        }

        // A typing error would otherwise leave the database under another limit in silence.
        var section = SettingCatalog.ConnectionLimitPrefix[..^2];
        foreach (var other in configuration.GetSection(section).GetChildren().Where(c => !known.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
        {
            reader.Add($"{SettingCatalog.ConnectionLimitPrefix}{other.Key} is set, but the data map names no such connection; it names {string.Join(", ", known)}.");
        }

        reader.Finish();
        return new ConnectionLimits(map, limits);
    }
}
