using System.Net;
using System.Net.Sockets;
using DataRights.Api;
using DataRights.Api.Access;
using DataRights.Cli.Access;
using DataRights.Cli.Terminal;
using DataRights.OpenTelemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DataRights.Cli.Hosting;

/// <summary>
/// API and worker in one process, for development: its callers show tokens of a development issuer whose key lies in its
/// data directory; bound to 127.0.0.1 and to nothing else, whatever the environment
/// says. Stopping it is harmless at any moment; what was in flight goes on at the next start.
/// </summary>
public sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private EmbeddedHost(WebApplication app, Uri address, DevelopmentIssuer issuer)
    {
        this.app = app;
        Address = address;
        Issuer = issuer;
    }

    /// <summary>Where it answers, without a slash at the end of the path.</summary>
    public Uri Address { get; }

    /// <summary>Makes the tokens that it trusts.</summary>
    public DevelopmentIssuer Issuer { get; }

    public IServiceProvider Services => app.Services;

    /// <exception cref="CommandException">The port is taken.</exception>
    public static async Task<EmbeddedHost> StartAsync(IHostComposition composition, EmbeddedSettings settings, Output output, CancellationToken cancellationToken)
    {
        var issuer = DevelopmentIssuer.Open(settings.KeyDirectory, TimeProvider.System);
        RequireFree(settings.Port);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, settings.Port);
        });
        builder.Logging.AddProvider(new HostLog(output)).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRouting().AddDataRightsApi().AddDataRightsAccess(issuer.Options).AddLoopbackOnly();
        builder.Services.AddDataRightsTelemetry(builder.Configuration);
        composition.AddEngine(builder.Services, settings, worker: true);
        var app = builder.Build();
        app.UseDataRights();
        app.UseRouting();
        app.MapDataRights();
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw Taken(settings.Port);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new(app, new Uri(addresses.Single()), issuer);
    }

    /// <summary>Returns when the host is told to stop.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await app.WaitForShutdownAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    /// <summary>Asked before anything starts: the server is the last to start, and the workers would have to be stopped again.</summary>
    private static void RequireFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Taken(port);
        }
    }

    private static CommandException Taken(int port) => new($"Port {port} is taken. Stop the program that uses it, or choose another with --port.");
}
