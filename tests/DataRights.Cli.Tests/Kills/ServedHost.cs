using System.Net.Http.Json;
using System.Text.Json;
using DataRights.Testing.Processes;

namespace DataRights.Cli.Tests.Kills;

/// <summary>One life of the embedded host over a data directory.</summary>
internal sealed class ServedHost : IAsyncDisposable
{
    private readonly HostProcess process;

    public ServedHost(string data, string log)
    {
        var port = FreePort.Next();
        process = HostProcess.Start(log, "serve", "--data", data, "--port", $"{port}");
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Client { get; }

    /// <summary>True from the moment a kill was ordered.</summary>
    public bool WasKilled { get; private set; }

    /// <exception cref="InvalidOperationException">It ended without being killed; the message quotes its output.</exception>
    public async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        while (!await IsHealthyAsync(cancellationToken))
        {
            if (process.HasEnded && !WasKilled)
                throw new InvalidOperationException($"The host ended with exit code {process.ExitCode}. Its output:\n{process.Output}");

            await Task.Delay(50, cancellationToken);
        }
    }

    public Task<JsonElement> GetJsonAsync(string path, CancellationToken cancellationToken) =>
        Client.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    public Task KillAsync()
    {
        WasKilled = true;
        return process.KillAsync();
    }

    public Task<int> StopAsync(CancellationToken cancellationToken) => process.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        WasKilled = true;
        await process.DisposeAsync();
        Client.Dispose();
    }

    private async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Client.GetAsync("/api/health", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
