using DataRights.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DataRights.Api.Archives;

/// <summary>The answer to HEAD where the store gives links: what is at the link, without the link, since that would be a hand-out.</summary>
internal sealed class ArchiveSize(ArchiveInfo archive) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/zip";
        response.ContentLength = archive.Bytes;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = DownloadHeaders.TagOf(archive).ToString();
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = archive.DownloadName }.ToString();
        return Task.CompletedTask;
    }
}
