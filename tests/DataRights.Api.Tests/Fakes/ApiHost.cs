using System.Text;
using DataRights.Api.Access;
using DataRights.Api.Access.Settings;
using DataRights.Api.Intake;
using DataRights.Api.Plans;
using DataRights.Deletion;
using DataRights.Deletion.Holds;
using DataRights.Deletion.Receipts;
using DataRights.Ledger;
using DataRights.Deletion.Replay;
using DataRights.Export.Planning;
using DataRights.Recipients;
using DataRights.Requests;
using DataRights.Signing;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;
using DataRights.Testing.Contracts;
using DataRights.Testing.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataRights.Api.Tests.Fakes;

/// <summary>The API on Kestrel at a free loopback port, over fakes of the engine's ports.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ApiHost(WebApplication app, FakeEngine engine, CapturedLog log)
    {
        this.app = app;
        Engine = engine;
        Log = log;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(new ContractHandler(new CallerHandler(engine.Clock))) { BaseAddress = new Uri(address) };
        Bare = new HttpClient(new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })) { BaseAddress = new Uri(address) };
    }

    public FakeEngine Engine { get; }

    public CapturedLog Log { get; }

    /// <summary>May do everything.</summary>
    public HttpClient Client { get; }

    /// <summary>Shows what the call brings, and nothing else.</summary>
    public HttpClient Bare { get; }

    /// <summary>What is mapped.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public static async Task<ApiHost> StartAsync(CancellationToken cancellationToken, PlanOptions? plans = null, AccessOptions? access = null)
    {
        var engine = new FakeEngine();
        var log = new CapturedLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services
            .AddSingleton<IRequestService>(engine.Requests)
            .AddSingleton<IDeletionPlanner>(engine.Planner)
            .AddSingleton<IExportPlanner>(engine.ExportPlanner)
            .AddSingleton<IReplayer>(engine.Replayer)
            .AddSingleton<IHolds>(engine.Holds)
            .AddSingleton<IObjectStore>(engine.Store)
            .AddSingleton<IRecipientConfirmations>(engine.Confirmations)
            .AddSingleton<RecipientBook>()
            .AddSingleton<ISealer>(engine.Sealer)
            .AddSingleton<RequestSeals>()
            .AddSingleton<TimeProvider>(engine.Clock)
            .AddSingleton(_ => new SourceSet([engine.Source], [engine.Files], []))
            .AddSingleton<ISubjectResolver>(engine.People)
            .AddSingleton<ISubjectReferencer>(engine.People)
            .AddSingleton(FakeMap.Map)
            .AddSingleton<IKeyRing, FixedKeyRing>()
            .AddSingleton<ISigner, KeyRingSigner>()
            .AddSingleton<ILedger, InMemoryLedger>()
            .AddSingleton<ReceiptSupplements>()
            .AddDataRightsIntake()
            .AddDataRightsAccess(access ?? TestAccess.Options)
            .AddLoopbackOnly()
            .AddSingleton(plans ?? new PlanOptions { Patience = TimeSpan.FromMilliseconds(50) })
            .AddDataRightsApi();
        var app = builder.Build();
        app.UseDataRights();
        app.UseRouting();
        app.MapDataRights();
        await app.StartAsync(cancellationToken);
        return new(app, engine, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Bare.Dispose();
        await app.DisposeAsync();
    }
}
