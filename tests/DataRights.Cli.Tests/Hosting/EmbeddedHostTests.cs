using System.Net;
using System.Net.Sockets;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Cli.Tests.Fakes;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Hosting;

public sealed class EmbeddedHostTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private EmbeddedSettings Settings => new(directory.Path, null, new Dictionary<string, string>(), 0);

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_host_is_on_loopback_and_answers_with_problems()
    {
        await using var host = await EmbeddedHost.StartAsync(new FakeComposition(), Settings, new Output(TextWriter.Null, TextWriter.Null), Fakes.Terminal.Token);
        Assert.Equal("127.0.0.1", host.Address.Host);
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(host.Address, "/nothing"), Fakes.Terminal.Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(response.Headers.Server);
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var terminal = new Fakes.Terminal(new FakeComposition());
        Assert.Equal(ExitCodes.Failed, await terminal.RunAsync("serve", "--data", directory.Path, "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        terminal.ShowsOneLine();
        Assert.Contains($"Port {port} is taken", terminal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_ends_serve_after_it_said_where_it_is()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Fakes.Terminal.Token);
        var results = new SignallingWriter("/api/health; echo");
        var run = new CommandLineProgram(new FakeComposition(), results, TextWriter.Null, TimeProvider.System).RunAsync(["serve", "--data", directory.Path, "--port", "0"], stop.Token);
        await results.Written.WaitAsync(Fakes.Terminal.Token);
        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Ok, await run);
        Assert.Contains("to callers on this machine only", results.ToString(), StringComparison.Ordinal);
    }
}
