using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DataRights.Samples.Recipient;

/// <summary>
/// A recipient on this machine that really keeps customers and really deletes them when a correctly signed call says so. How it
/// behaves can be changed while it runs.
/// </summary>
public sealed class RecipientHost : IAsyncDisposable
{
    public const string Path = "/deletions";

    private readonly WebApplication app;

    private RecipientHost(WebApplication app, Customers customers, Deletions deletions)
    {
        this.app = app;
        Customers = customers;
        this.deletions = deletions;
        Address = new Uri(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), Path);
    }

    private readonly Deletions deletions;

    /// <summary>Where to send deletions.</summary>
    public Uri Address { get; }

    public Customers Customers { get; }

    public RecipientBehaviour Behaviour
    {
        get => deletions.Behaviour;
        set => deletions.Behaviour = value;
    }

    /// <summary>The keys of all correctly signed calls that told it something, in order, repetitions too.</summary>
    public ConcurrentQueue<string> Told => deletions.Told;

    /// <summary>How many calls came, whatever became of them.</summary>
    public int Calls => deletions.Calls;

    public static async Task<RecipientHost> StartAsync(RecipientSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var customers = new Customers(settings.Database, settings.People);
        var deletions = new Deletions(customers, new SignatureCheck(settings.SecretFile, time), time) { Behaviour = settings.Behaviour };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, settings.Port));
        builder.Services.AddRouting();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseRouting();
        app.MapPost(Path, (HttpContext context) => deletions.TakeAsync(context));
        app.MapGet(Path + "/{**key}", (HttpContext context, string key) => deletions.ReportAsync(context, key));
        await app.StartAsync(cancellationToken);
        return new RecipientHost(app, customers, deletions);
    }

    /// <summary>Returns when it is told to stop.</summary>
    public Task WaitAsync() => app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await deletions.DisposeAsync();
        Customers.Dispose();
    }
}
