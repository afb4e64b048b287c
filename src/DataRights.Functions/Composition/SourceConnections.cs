using Azure.Core;
using DataRights.Azure.Files;
using DataRights.Azure.Identity;
using DataRights.Azure.Storage;
using DataRights.Functions.Composition.Settings;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sources.Local;
using DataRights.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Functions.Composition;

/// <summary>Opens a map's sources with the connections that the settings name. Nothing is connected before the first use.</summary>
internal static class SourceConnections
{
    /// <exception cref="SettingException">A connection of the map is not set, or one is set that the map does not know.</exception>
    public static IReadOnlyDictionary<string, string> Read(DataMap map, IConfiguration configuration)
    {
        var known = map.Connections;
        var reader = new SettingReader(configuration);
        var connections = new Dictionary<string, string>(StringComparer.Ordinal);

        // A recipient without an address is not told: its tellings wait and are listed as outstanding.
        var mayBeUnset = map.Sources.Where(s => s.Kind == SourceKind.Http).Select(s => s.Connection).ToHashSet(StringComparer.Ordinal);
        foreach (var name in known)
        {
            if (reader.Text(Of(name)) is { } value)
            {
                connections.Add(name, value);
            }
            else if (!mayBeUnset.Contains(name))
            {
                reader.Add($"{Of(name).Name} is not set: {(map.Freeze?.Connection == name ? "the data map's freeze hook is" : $"the data map's sources {string.Join(", ", map.Sources.Where(s => s.Connection == name).Select(s => s.Name))} are")} reached by it.");
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

    /// <summary>Opens every source of the map at once, so that a connection that is none shows at start.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services, DataMap map, IReadOnlyDictionary<string, string> connections) => services
        .AddSingleton<IPasswordSource>(p => new EntraPasswords(p.GetRequiredService<TokenCredential>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton<ISourceOpener>(p => new SqlSourceOpener(p.GetRequiredService<TimeProvider>(), p.GetRequiredService<IPasswordSource>(), p.GetRequiredService<ConnectionLimits>()))
        .AddSingleton<ISourceOpener>(p => new BlobSourceOpener(p.Credential(), new BlobStoreOptions(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton<ISourceOpener, LocalFilesOpener>()
        .AddSingleton(p => Open(map, connections, p.GetServices<ISourceOpener>()));

    private static SourceSet Open(DataMap map, IReadOnlyDictionary<string, string> connections, IEnumerable<ISourceOpener> openers)
    {
        try
        {
            return SourceOpening.Open(map, connections.GetValueOrDefault, openers);
        }
        catch (SourceSetupException e)
        {
            throw new SettingException([$"{Of(e.Connection).Name}: {e.Message}"]);
        }
    }

    private static Setting Of(string connection) => new(SettingCatalog.ConnectionPrefix + connection);
}
