using System.Collections.Concurrent;

namespace DataRights.Cli.Tests.Hosts;

/// <summary>Keeps every answer, head and body, but for archives.</summary>
internal sealed class RecordingHandler(ConcurrentQueue<string> answers) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var isArchive = answer.IsSuccessStatusCode && request.RequestUri!.AbsolutePath.EndsWith("/archive", StringComparison.Ordinal);
        var body = isArchive ? "" : await answer.Content.ReadAsStringAsync(cancellationToken);
        answers.Enqueue($"{answer.Headers}{answer.Content.Headers}{body}");
        return answer;
    }
}
