using System.Net.Http.Json;
using System.Text.Json;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Client;

/// <summary>Reads what a host answers. An answer that is an error ends the command with its detail.</summary>
internal static class HostAnswer
{
    /// <exception cref="CommandException">The host answered with an error, or with nothing.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await RequireAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken)
            ?? throw new CommandException("The host answered with an empty body.");
    }

    /// <exception cref="CommandException">The host answered with an error.</exception>
    public static async Task RequireAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
            : default;
        var detail = problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var text) ? text.GetString() : "It gave no reason.";
        throw new CommandException($"The host answered {(int)response.StatusCode}: {detail}");
    }
}
