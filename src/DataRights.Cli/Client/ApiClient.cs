using System.Net.Http.Json;
using System.Text.Json;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Client;

/// <summary>Calls a host's API as any other program would. An answer that is an error ends the command with its detail.</summary>
public sealed class ApiClient(Uri address) : IDisposable
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient http = new() { BaseAddress = address };

    public async Task<RequestState> SubmitAsync(string kind, IReadOnlyDictionary<string, string> identifiers, bool waiveGrace, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("/api/requests", new { kind, identifiers, waiveGrace }, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Asks until the request has ended, or waits for an operator.</summary>
    public async Task<RequestState> WaitAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var response = await http.GetAsync($"/api/requests/{id}", cancellationToken);
            var state = await ReadAsync(response, cancellationToken);
            if (state.HasEnded)
            {
                return state;
            }

            await Task.Delay(PollEvery, cancellationToken);
        }
    }

    /// <summary>The ids of the requests that are being worked or wait for their turn; deletions in their grace are not among them.</summary>
    public async Task<IReadOnlyList<string>> InFlightAsync(CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var status in new[] { "accepted", "queued", "running" })
        {
            using var response = await http.GetAsync($"/api/requests?status={status}&limit=200", cancellationToken);
            await RequireAsync(response, cancellationToken);
            var page = await response.Content.ReadFromJsonAsync<RequestList>(cancellationToken);
            ids.AddRange(page?.Requests.Select(r => r.Id) ?? []);
        }

        return ids;
    }

    /// <summary>Writes the request's archive or receipt to a file, whole or not at all; returns its size.</summary>
    public async Task<long> DownloadAsync(string id, string part, string file, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/api/requests/{id}/{part}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await RequireAsync(response, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var partial = file + ".part";
        await using (var target = File.Create(partial))
        {
            await response.Content.CopyToAsync(target, cancellationToken);
        }

        File.Move(partial, file, overwrite: true);
        return new FileInfo(file).Length;
    }

    public void Dispose() => http.Dispose();

    private static async Task<RequestState> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await RequireAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<RequestState>(cancellationToken)
            ?? throw new CommandException("The host answered with an empty body.");
    }

    private static async Task RequireAsync(HttpResponseMessage response, CancellationToken cancellationToken)
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
