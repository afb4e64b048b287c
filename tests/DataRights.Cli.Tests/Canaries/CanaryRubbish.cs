using System.Net.Http.Headers;
using DataRights.Cli.Tests.Hosts;

namespace DataRights.Cli.Tests.Canaries;

/// <summary>
/// Everything that a caller may get wrong, with marks in every place. Only a member's name that could be a field's is
/// told back to who sent it, so that a misspelled one is found.
/// </summary>
internal static class CanaryRubbish
{
    public static async Task SendAsync(ServedHost host, CanaryPerson one, CanaryPerson other, CancellationToken cancellationToken)
    {
        foreach (var body in new[]
        {
            $$$"""{"kind":"access","identifiers":{"{{{one.Handle}}}":"x"}}""",
            $$$"""{"kind":"{{{one.Handle}}}","identifiers":{"handle":"x"}}""",
            $$$"""{"kind":"access","identifiers":{"handle":["{{{one.Handle}}}"]}}""",
            $$$"""{"kind":"access","identifiers":{"handle":"{{{one.Handle}}}","{{{one.Name}}} by name":1},"{{{one.Email}}}":2}""",
            $$$"""{"kind":"access","identifiers":{"email":"{{{one.Handle}}} at {{{one.Name}}}"}}""",
            $$$"""{"kind":"access","identifiers":{"handle":"{{{one.Handle}}}","email":"{{{other.Email}}}"}}""",
            $$$"""{"kind":"deletion","identifiers":{"handle":"{{{one.Handle}}}","email":"{{{other.Email}}}"},"waiveGrace":true}""",
            $$$"""{"kind":"access","identifiers":{"handle":"{{{one.Handle}}}""",
            $$$"""{"kind":"access","identifiers":{"handle":"{{{one.Handle}}}\ud800"}}""",
            one.Handle,
        })
        {
            using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
            using var answer = await host.Client.PostAsync("/api/requests", content, cancellationToken);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }

        foreach (var path in new[] { $"/api/requests/{one.Handle}", $"/{one.Handle}", $"/api/requests?status={one.Handle}", $"/api/requests?{one.Handle}=1", $"/api/requests/{one.Handle}/archive" })
        {
            using var answer = await host.Client.GetAsync(path, cancellationToken);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }

        foreach (var kind in new[] { "access", "deletion" })
        {
            var nobody = new Dictionary<string, string> { ["handle"] = one.Name };
            Assert.Equal("subject-not-found", (await host.DoAsync(kind, nobody, cancellationToken)).Outcome);
        }
    }
}
