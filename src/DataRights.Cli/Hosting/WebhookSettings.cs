using DataRights.Api.Webhooks;
using DataRights.Cli.Access;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Hosting;

/// <summary>
/// The embedded host's webhook settings: the endpoint as given, the secrets from a file in the key directory, one a line.
/// The file is made when it is missing, with one secret, readable by its owner only.
/// </summary>
internal static class WebhookSettings
{
    public const string Variable = "DATA_RIGHTS_WEBHOOK";

    public static string? Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } endpoint ? endpoint : null;

    /// <summary>The settings; without an address, of no webhooks. A secret that is made is told to the output.</summary>
    /// <exception cref="CommandException">The address or a line of the file cannot be used.</exception>
    public static async Task<WebhookOptions> ReadAsync(EmbeddedSettings settings, string? endpoint, Output output, CancellationToken cancellationToken)
    {
        if (endpoint is null)
        {
            return new();
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address))
        {
            throw new CommandException($"--webhook (or {Variable}) must be an absolute address, such as http://127.0.0.1:5000/webhooks.", ExitCodes.BadInput);
        }

        var file = Path.Combine(settings.KeyDirectory, "webhook-secrets.txt");
        try
        {
            var secrets = await ReadFileAsync(file, cancellationToken) ?? [Create(file, output)];
            var options = new WebhookOptions { Endpoint = address, Secrets = secrets };
            _ = options.Check();
            return options;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The webhook secrets {file} cannot be read or written. Mend the file's permissions.", ExitCodes.BadInput);
        }
    }

    private static async Task<string[]?> ReadFileAsync(string file, CancellationToken cancellationToken) =>
        File.Exists(file)
            ? [.. (await File.ReadAllLinesAsync(file, cancellationToken)).Select(line => line.Trim()).Where(line => line.Length > 0)]
            : null;

    private static string Create(string file, Output output)
    {
        var secret = WebhookSecret.Create();
        PrivateFiles.Write(file, secret + '\n', overwrite: false);
        output.Line($"Made a webhook secret in {file}: {secret}");
        return secret;
    }
}
