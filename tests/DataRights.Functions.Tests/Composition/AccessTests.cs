using DataRights.Functions.Http;
using DataRights.Functions.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace DataRights.Functions.Tests.Composition;

public sealed class AccessTests
{
    [Fact]
    public async Task Nobody_may_call_a_head_to_which_no_issuer_was_named()
    {
        await using var head = new Head();
        var context = new DefaultHttpContext { RequestServices = head.Services };
        context.Response.Body = new MemoryStream();
        var answer = await head.Function<ListRequests>().RunAsync(context.Request, Head.Token);
        await answer.ExecuteAsync(context);
        Assert.Equal(StatusCodes.Status403Forbidden, context.Response.StatusCode);
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
    }
}
