using DataRights.Api;
using DataRights.Api.Recipients;
using DataRights.Api.Webhooks;
using DataRights.Functions.Composition.Settings;
using DataRights.Mapping;
using Microsoft.Extensions.Configuration;

namespace DataRights.Functions.Composition;

/// <summary>Reads whom a map has called because of a deletion: addresses from connections, signing secrets from settings of their own.</summary>
internal static class RecipientConnections
{
    /// <exception cref="SettingException">A connection is no address, or has no secret; or recipients call back and it is not said where to.</exception>
    public static RecipientOptions Read(DataMap map, IReadOnlyDictionary<string, string> connections, IConfiguration configuration)
    {
        var reader = new SettingReader(configuration);
        var callback = reader.HttpsAddress(SettingCatalog.RecipientCallbackAddress);
        if (callback is null && map.ToldRecipients.Any(r => r.Confirm == ConfirmedBy.Callback && connections.ContainsKey(map.Source(r.Source!).Connection)))
        {
            reader.Add($"{SettingCatalog.RecipientCallbackAddress.Name} is not set: a recipient of the data map confirms by calling back, and has to be told where.");
        }

        var endpoints = new Dictionary<string, RecipientEndpoint>(StringComparer.Ordinal);
        foreach (var connection in map.CalledConnections.Where(connections.ContainsKey))
        {
            if (Endpoint(connection, connections[connection], reader) is { } endpoint)
            {
                endpoints.Add(connection, endpoint);
            }
        }

        reader.Finish();
        return new RecipientOptions { Endpoints = endpoints, CallbackAddress = () => callback };
    }

    private static RecipientEndpoint? Endpoint(string connection, string address, SettingReader reader)
    {
        Setting[] secrets = [.. SettingCatalog.RecipientSecrets(connection)];
        var setting = SettingCatalog.ConnectionPrefix + connection;
        if (SafeAddress.Read(address) is not { UserInfo.Length: 0, Fragment.Length: 0 } safe)
        {
            reader.Add($"{setting} must be an absolute https address without user name, password or fragment: it is called over HTTP.");
            return null;
        }

        var endpoint = new RecipientEndpoint { Address = safe, Secrets = [.. secrets.Select(reader.Text).OfType<string>()] };
        try
        {
            _ = endpoint.Check(connection);
        }
        catch (WebhookSettingException e)
        {
            reader.Add(e.Message);
        }

        return endpoint;
    }
}
