using System.Globalization;
using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Problems;
using DataRights.Api.Requests;
using DataRights.Requests;
using DataRights.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DataRights.Api.Archives;

/// <summary>
/// <c>GET /api/requests/{id}/archive</c>: a redirect to a link good for minutes where the store gives one; otherwise the
/// zip itself, with ranges and an ETag (its SHA-256), so that a broken download goes on where it broke. <c>?part=2</c> asks for the second
/// part of an archive that has several; without it the first is meant.
/// </summary>
public sealed class ArchiveEndpoint(ApiGuard guard, RequestLookup lookup, IObjectStore store, TimeProvider time)
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(10);

    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Archive, (caller, token) => DownloadAsync(caller, id, request.Query["part"], token), cancellationToken);

    private async Task<IResult> DownloadAsync(ApiCaller caller, string id, string? number, CancellationToken cancellationToken)
    {
        var record = await lookup.FindAsync(caller, id, cancellationToken);
        var archive = record.Archive ?? throw new ProblemException(ArchiveProblems.NotReady(record));
        var now = time.GetUtcNow();
        if (archive.Destroyed is not null || archive.Expires <= now)
        {
            throw new ProblemException(ArchiveProblems.Gone());
        }

        var until = archive.Expires < now + LinkLifetime ? archive.Expires : now + LinkLifetime;
        var part = PartOf(archive, number);
        return await store.LinkAsync(part.ObjectName, until, part.DownloadName, cancellationToken) is { } link
            ? new ArchiveLink(link)
            : await StreamAsync(part, record.Ended, cancellationToken);
    }

    private static ArchivePart PartOf(ArchiveInfo archive, string? number) =>
        number is null ? archive.AllParts[0]
        : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part >= 1 && part <= archive.AllParts.Count ? archive.AllParts[part - 1]
        : throw new ProblemException(ArchiveProblems.NoSuchPart(archive.AllParts.Count));

    private async Task<IResult> StreamAsync(ArchivePart archive, DateTimeOffset? made, CancellationToken cancellationToken)
    {
        var content = await store.OpenReadAsync(archive.ObjectName, cancellationToken)
            ?? throw new ProblemException(ArchiveProblems.Gone());
        return new ArchiveStream(Results.Stream(content, "application/zip", archive.DownloadName, made,
            new EntityTagHeaderValue($"\"{archive.Sha256}\""), enableRangeProcessing: true));
    }
}
