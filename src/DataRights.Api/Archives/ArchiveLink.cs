using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Archives;

/// <summary>Redirects (302) to a link that opens the archive to whoever has it. The framework's own redirect would log it.</summary>
internal sealed class ArchiveLink(Uri link) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status302Found;
        httpContext.Response.Headers.Location = link.AbsoluteUri;
        return Task.CompletedTask;
    }
}
