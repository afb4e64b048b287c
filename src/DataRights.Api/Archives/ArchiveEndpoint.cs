using System.Globalization;
using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Problems;
using DataRights.Api.Requests;
using DataRights.Requests;
using DataRights.Storage;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Archives;

/// <summary>
/// <c>GET /api/requests/{id}/archive</c>: a redirect to a link good for minutes where the store gives one; otherwise the
/// zip itself, with ranges and an ETag (its SHA-256), so that a broken download goes on where it broke. Each hand-out is counted
/// before it is made. HEAD tells size and ETag, gives no link, and is not counted. <c>?part=2</c> asks for the second part of an archive that
/// has several; without it the first is meant.
/// </summary>
public sealed class ArchiveEndpoint(ApiGuard guard, RequestLookup lookup, IRequestService requests, IObjectStore store, TimeProvider time)
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(10);

    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Archive, (caller, token) => DownloadAsync(request, caller, id, token), cancellationToken);

    private async Task<IResult> DownloadAsync(HttpRequest request, ApiCaller caller, string id, CancellationToken cancellationToken)
    {
        var record = await lookup.FindAsync(caller, id, cancellationToken);
        var archive = PartOf(record.Archive ?? throw new ProblemException(ArchiveProblems.NotReady(record)), request.Query["part"]);
        var now = time.GetUtcNow();
        if (archive.Destroyed is not null || archive.Expires <= now)
        {
            throw new ProblemException(ArchiveProblems.Gone(archive));
        }

        // What may fail comes before the count: a link that was not given is not one of those that may be.
        var until = archive.Expires < now + LinkLifetime ? archive.Expires : now + LinkLifetime;
        if (await store.LinkAsync(archive.ObjectName, until, archive.DownloadName, cancellationToken) is { } link)
        {
            if (HttpMethods.IsHead(request.Method))
            {
                return new ArchiveSize(archive);
            }

            await CountAsync(record, cancellationToken);
            return new ArchiveLink(link);
        }

        return await StreamAsync(request, record, archive, now, cancellationToken);
    }

    /// <summary>The archive as if that part were all of it.</summary>
    private static ArchiveInfo PartOf(ArchiveInfo archive, string? number)
    {
        var parts = archive.AllParts;
        if (!int.TryParse(number ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted < 1 || wanted > parts.Count)
        {
            throw new ProblemException(ArchiveProblems.NoSuchPart(parts.Count));
        }

        var part = parts[wanted - 1];
        return archive with { ObjectName = part.ObjectName, DownloadName = part.DownloadName, Bytes = part.Bytes, Sha256 = part.Sha256 };
    }

    private async Task<IResult> StreamAsync(HttpRequest request, RequestRecord record, ArchiveInfo archive, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var content = await store.OpenReadAsync(archive.ObjectName, cancellationToken)
            ?? throw new ProblemException(ArchiveProblems.Gone(archive));
        try
        {
            if (!HttpMethods.IsHead(request.Method) && !DownloadHeaders.BeginsNothing(request, archive, now))
            {
                await CountAsync(record, cancellationToken);
            }
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }

        return new ArchiveStream(Results.Stream(content, "application/zip", archive.DownloadName, record.Ended, DownloadHeaders.TagOf(archive), enableRangeProcessing: true));
    }

    /// <exception cref="ProblemException">It was destroyed this very moment.</exception>
    private async Task CountAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        if ((await requests.CountDownloadAsync(record.Id, cancellationToken))?.Archive is not { Destroyed: null } counted || counted.Downloads == 0)
        {
            throw new ProblemException(ArchiveProblems.Gone(record.Archive!));
        }
    }
}
