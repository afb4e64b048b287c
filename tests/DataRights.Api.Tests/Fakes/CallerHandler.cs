using System.Net.Http.Headers;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Shows a token with every call that brings none: for archives the person's, else one that may do everything else.</summary>
internal sealed class CallerHandler(FakeClock clock) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null)
        {
            var isArchive = request.RequestUri!.AbsolutePath.EndsWith("/archive", StringComparison.Ordinal);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", isArchive ? TestAccess.Subject(clock.Now) : TestAccess.Everything(clock.Now));
        }

        return base.SendAsync(request, cancellationToken);
    }
}
