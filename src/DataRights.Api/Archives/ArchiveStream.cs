using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Archives;

/// <summary>
/// Streams an archive. The framework answers a range or condition that does not fit (416, 412) with the archive's own
/// type and no body; here the answer is a problem like every other.
/// </summary>
internal sealed class ArchiveStream(IResult stream) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await stream.ExecuteAsync(httpContext);
        var response = httpContext.Response;
        var problem = response.StatusCode switch
        {
            StatusCodes.Status416RangeNotSatisfiable => ArchiveProblems.RangeOutside(),
            StatusCodes.Status412PreconditionFailed => ArchiveProblems.OtherVersion(),
            _ => null,
        };
        if (problem is not null && !response.HasStarted)
        {
            response.ContentLength = null;
            response.Headers.ContentDisposition = default;
            await problem.ToResult(response).ExecuteAsync(httpContext);
        }
    }
}
