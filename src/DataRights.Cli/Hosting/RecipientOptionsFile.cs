using DataRights.Api;
using DataRights.Api.Recipients;
using DataRights.Api.Webhooks;
using DataRights.Cli.Access;
using DataRights.Cli.Terminal;
using DataRights.Mapping;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Cli.Hosting;

/// <summary>
/// Whom the embedded host calls because of a deletion: the map's connections that were given, each with its secrets from a file
/// of the key directory, one a line. The file is made when it is missing, with one secret, readable by its owner only. A
/// recipient whose connection was not given is not told; its tellings wait.
/// </summary>
internal static class RecipientOptionsFile
{
    /// <exception cref="CommandException">An address or a line of a file cannot be used.</exception>
    public static RecipientOptions Read(DataMap map, IReadOnlyDictionary<string, string> connections, string keyDirectory)
    {
        var endpoints = new Dictionary<string, RecipientEndpoint>(StringComparer.Ordinal);
        foreach (var connection in map.CalledConnections.Where(connections.ContainsKey))
        {
            endpoints.Add(connection, Endpoint(connection, connections[connection], keyDirectory));
        }

        return new RecipientOptions { Endpoints = endpoints };
    }

    /// <summary>The same, with callbacks to where the host answers once it has started.</summary>
    public static RecipientOptions At(this RecipientOptions options, IServiceProvider services) => options with
    {
        CallbackAddress = () => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address ? new Uri(address) : null,
    };

    /// <summary>The file of a connection's secrets.</summary>
    public static string SecretFile(string keyDirectory, string connection) => Path.Combine(keyDirectory, $"recipient-{connection}.txt");

    private static RecipientEndpoint Endpoint(string connection, string text, string keyDirectory)
    {
        var address = SafeAddress.Read(text)
            ?? throw new CommandException($"--connection {connection} must be an absolute https address, or http on this machine, such as http://127.0.0.1:5000/deletions.", ExitCodes.BadInput);
        var file = SecretFile(keyDirectory, connection);
        try
        {
            var endpoint = new RecipientEndpoint { Address = address, Secrets = Secrets(file) };
            _ = endpoint.Check(connection);
            return endpoint;
        }
        catch (WebhookSettingException e)
        {
            throw new CommandException($"{e.Message} The secrets lie in {file}.", ExitCodes.BadInput);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The recipient's secrets {file} cannot be read or written. Mend the file's permissions.", ExitCodes.BadInput);
        }
    }

    private static string[] Secrets(string file)
    {
        if (File.Exists(file))
        {
            return [.. File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }

        var secret = WebhookSecret.Create();
        PrivateFiles.Write(file, secret + '\n', overwrite: false);
        return [secret];
    }
}
