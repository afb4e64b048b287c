using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Deletion.Replay;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Replays;

/// <summary>
/// <c>POST /api/replays</c>: 202 while the replay goes on, 200 when it is finished. The same body again takes it further; a call works
/// for a few seconds, since gateways give up on slow answers.
/// </summary>
public sealed class ReplayEndpoint(ApiGuard guard, IReplayer replayer)
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(20);

    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Replay, (_, token) => ReplayAsync(request, token), cancellationToken);

    private async Task<IResult> ReplayAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var report = await replayer.RunAsync(ReplayBody.Read(body.RootElement), Slice, cancellationToken);
        return Results.Json(ReplayView.Of(report), ApiJson.Options, ApiJson.ContentType, report.Finished is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }
}
