using DataRights.Api.Access;
using DataRights.Api.Archives;
using DataRights.Api.Health;
using DataRights.Api.Holds;
using DataRights.Api.Intake;
using DataRights.Api.OpenApi;
using DataRights.Api.Plans;
using DataRights.Api.Problems;
using DataRights.Api.PublishedKeys;
using DataRights.Api.Receipts;
using DataRights.Api.Replays;
using DataRights.Api.Recipients;
using DataRights.Api.Requests;
using DataRights.Api.Retention;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Api;

/// <summary>
/// Puts the API into a host. The host brings the engine's services (IRequestService, IDeletionPlanner, IExportPlanner, IReplayer, IHolds, IObjectStore,
/// ISealer, SourceSet, DataMap, ISubjectResolver, ISubjectReferencer) and an <see cref="IAccessPolicy"/>
/// (<see cref="AccessServices.AddDataRightsAccess"/>); there is no default one, so a host that forgets it does not start.
/// </summary>
public static class DataRightsApi
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddDataRightsApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new PlanOptions());
        return services
            .AddSingleton<ApiGuard>()
            .AddSingleton<RequestScope>()
            .AddSingleton<RequestLookup>()
            .AddSingleton<PlanService>()
            .AddSingleton<HealthCheck>()
            .AddSingleton<SubmitEndpoint>()
            .AddSingleton<GetRequestEndpoint>()
            .AddSingleton<ListRequestsEndpoint>()
            .AddSingleton<CancelEndpoint>()
            .AddSingleton<RetryEndpoint>()
            .AddSingleton<ApproveEndpoint>()
            .AddSingleton<PlanEndpoint>()
            .AddSingleton<ArchiveEndpoint>()
            .AddSingleton<AllowDownloadsEndpoint>()
            .AddSingleton<ReceiptEndpoint>()
            .AddSingleton<ReplayEndpoint>()
            .AddSingleton<PlaceHoldEndpoint>()
            .AddSingleton<ListHoldsEndpoint>()
            .AddSingleton<GetHoldEndpoint>()
            .AddSingleton<ReleaseHoldEndpoint>()
            .AddSingleton<ReviewHoldEndpoint>()
            .AddSingleton<RecipientCallbackEndpoint>()
            .AddSingleton<RiskReportsEndpoint>()
            .AddSingleton<HealthEndpoint>()
            .AddSingleton<IntakeKeys>()
            .AddSingleton<PublishedKeysEndpoint>()
            .AddSingleton<SupplementsEndpoint>()
            .AddSingleton<SigningKeysEndpoint>()
            .AddSingleton<OpenApiEndpoint>();
    }

    /// <summary>Security headers on every answer, and a problem for every error without a body. To come before routing.</summary>
    public static IApplicationBuilder UseDataRights(this IApplicationBuilder app) => app
        .Use((context, next) =>
        {
            SecurityHeaders.Set(context.Response);
            return next(context);
        })
        .UseStatusCodePages(BareStatus.WriteAsync);

    /// <exception cref="InvalidOperationException">The host registered no access policy.</exception>
    public static IEndpointRouteBuilder MapDataRights(this IEndpointRouteBuilder routes)
    {
        _ = routes.ServiceProvider.GetRequiredService<IAccessPolicy>();
        routes.MapPost(Routes.Requests, (SubmitEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        routes.MapMethods(Routes.Requests, GetAndHead, (ListRequestsEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        routes.MapMethods(Routes.Request, GetAndHead, (GetRequestEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapDelete(Routes.Request, (CancelEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapPost(Routes.Cancel, (CancelEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapPost(Routes.Retry, (RetryEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapPost(Routes.AllowDownloads, (AllowDownloadsEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapPost(Routes.Approve, (ApproveEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapMethods(Routes.Plan, GetAndHead, (PlanEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapMethods(Routes.Archive, GetAndHead, (ArchiveEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapMethods(Routes.Receipt, GetAndHead, (ReceiptEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapMethods(Routes.Supplements, GetAndHead, (SupplementsEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapPost(Routes.Replays, (ReplayEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        routes.MapPost(Routes.Holds, (PlaceHoldEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        routes.MapMethods(Routes.Holds, GetAndHead, (ListHoldsEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        routes.MapMethods(Routes.Hold, GetAndHead, (GetHoldEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapPost(Routes.ReleaseHold, (ReleaseHoldEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapPost(Routes.ReviewHold, (ReviewHoldEndpoint e, HttpRequest r, string id, CancellationToken t) => e.HandleAsync(r, id, t));
        routes.MapPost(Routes.RecipientCallback, (RecipientCallbackEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        routes.MapMethods(Routes.RiskReports, GetAndHead, (RiskReportsEndpoint e, HttpRequest r, string rule, CancellationToken t) => e.HandleAsync(r, rule, t));
        routes.MapMethods(Routes.PublishedKeys, GetAndHead, (PublishedKeysEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        routes.MapMethods(Routes.SigningKeys, GetAndHead, (SigningKeysEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        routes.MapMethods(Routes.Health, GetAndHead, (HealthEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        routes.MapMethods(Routes.OpenApi, GetAndHead, (OpenApiEndpoint e, HttpRequest r, CancellationToken t) => e.HandleAsync(r, t));
        return routes;
    }
}
