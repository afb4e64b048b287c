using DataRights.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DataRights.Api.Archives;

/// <summary>What a download's headers say of whether the archive is handed out by it.</summary>
internal static class DownloadHeaders
{
    /// <summary>How long after a hand-out a broken download may go on without another one. The same for links that the host answers itself.</summary>
    private static readonly TimeSpan GoesOnFor = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether nothing is begun: a part of the archive that does not begin at its first byte is asked for, soon after a hand-out, or a
    /// condition does not hold, so that no bytes come at all. An If-Range that names another archive, or several ranges, get the whole.
    /// </summary>
    public static bool BeginsNothing(HttpRequest request, ArchiveInfo archive, DateTimeOffset now)
    {
        var headers = request.GetTypedHeaders();
        var tag = TagOf(archive);
        return (headers.IfMatch.Count > 0 && !headers.IfMatch.Any(t => Names(t, tag)))
            || headers.IfNoneMatch.Any(t => Names(t, tag))
            || (archive.LastDownload + GoesOnFor > now && GoesOn(headers, tag));
    }

    public static EntityTagHeaderValue TagOf(ArchiveInfo archive) => new($"\"{archive.Sha256}\"");

    private static bool GoesOn(Microsoft.AspNetCore.Http.Headers.RequestHeaders headers, EntityTagHeaderValue tag) =>
        headers.Range is { Ranges.Count: 1 } range && range.Unit == "bytes" && range.Ranges.Single().From > 0
        && (headers.IfRange is not { } condition || (condition.EntityTag is { } named && named.Compare(tag, useStrongComparison: true)));

    private static bool Names(EntityTagHeaderValue named, EntityTagHeaderValue tag) => named.Equals(EntityTagHeaderValue.Any) || named.Compare(tag, useStrongComparison: false);
}
