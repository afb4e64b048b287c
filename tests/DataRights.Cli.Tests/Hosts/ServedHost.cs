using System.Net.Sockets;
using System.Net.Http.Json;
using System.Text.Json;
using DataRights.Api.Access;
using DataRights.Cli.Access;
using DataRights.Cli.Hosting;
using DataRights.Testing.Processes;

namespace DataRights.Cli.Tests.Hosts;

/// <summary>One life of the embedded host over a data directory.</summary>
internal sealed class ServedHost : IAsyncDisposable
{
    private readonly HostProcess process;
    private readonly DevelopmentIssuer issuer;

    /// <param name="data">Its data directory.</param>
    /// <param name="log">The file that its output is appended to.</param>
    /// <param name="arguments">More of the command line: a map and its connections. Without them it serves the sample.</param>
    public ServedHost(string data, string log, params IEnumerable<string> arguments)
        : this(new SocketsHttpHandler(), data, log, arguments)
    {
    }

    /// <param name="handler">Sends the calls; disposed of with the host.</param>
    /// <param name="data">Its data directory.</param>
    /// <param name="log">The file that its output is appended to.</param>
    /// <param name="arguments">More of the command line.</param>
    public ServedHost(HttpMessageHandler handler, string data, string log, params IEnumerable<string> arguments)
        : this(handler, data, log, new Dictionary<string, string>(), arguments)
    {
    }

    /// <param name="handler">Sends the calls; disposed of with the host.</param>
    /// <param name="data">Its data directory.</param>
    /// <param name="log">The file that its output is appended to.</param>
    /// <param name="environment">More of its environment.</param>
    /// <param name="arguments">More of the command line.</param>
    public ServedHost(HttpMessageHandler handler, string data, string log, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var port = FreePort.Next();
        process = HostProcess.Start(log, environment, ["serve", "--data", data, "--port", $"{port}", .. arguments]);
        issuer = DevelopmentIssuer.Open(new EmbeddedSettings(data, null, new Dictionary<string, string>(), 0).KeyDirectory, TimeProvider.System);
        Client = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Client.DefaultRequestHeaders.Authorization = new("Bearer", issuer.ServiceToken([AppRoles.Submit, AppRoles.Operate]));
    }

    /// <summary>Submits, reads, cancels and retries.</summary>
    public HttpClient Client { get; }

    /// <summary>What it has written so far.</summary>
    public string Output => process.Output;

    /// <summary>True from the moment a kill was ordered.</summary>
    public bool WasKilled { get; private set; }

    /// <exception cref="InvalidOperationException">It ended without being killed; the message quotes its output.</exception>
    public Task WaitUntilHealthyAsync(CancellationToken cancellationToken) => WaitAsync(answer => answer.IsSuccessStatusCode, cancellationToken);

    /// <inheritdoc cref="WaitUntilHealthyAsync"/>
    public Task WaitUntilAnsweringAsync(CancellationToken cancellationToken) => WaitAsync(_ => true, cancellationToken);

    public Task<JsonElement> GetJsonAsync(string path, CancellationToken cancellationToken) =>
        Client.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    /// <summary>Asks for an archive as that person would, just signed in.</summary>
    public async Task<HttpResponseMessage> GetArchiveAsync(string id, IReadOnlyDictionary<string, string> person, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"/api/requests/{id}/archive");
        message.Headers.Authorization = new("Bearer", issuer.SubjectToken(person));
        return await Client.SendAsync(message, cancellationToken);
    }

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

    private async Task WaitAsync(Func<HttpResponseMessage, bool> isGood, CancellationToken cancellationToken)
    {
        while (!await IsHealthyAsync(isGood, cancellationToken))
        {
            if (process.HasEnded && !WasKilled)
                throw new InvalidOperationException($"The host ended with exit code {process.ExitCode}. Its output:\n{process.Output}");

            await Task.Delay(50, cancellationToken);
        }
    }

    private async Task<bool> IsHealthyAsync(Func<HttpResponseMessage, bool> isGood, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Client.GetAsync("/api/health", cancellationToken);
            return isGood(answer);
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (SocketException)
        {
            // A host that is killed in the moment of the connection: the client passes this one on as it is.
            return false;
        }
    }
}
