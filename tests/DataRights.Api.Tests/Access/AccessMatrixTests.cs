using System.Net;
using DataRights.Api.Tests.Access.Issuing;
using DataRights.Api.Tests.Fakes;
using Microsoft.AspNetCore.Routing;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Access;

/// <summary>
/// Every mapped endpoint × every kind of caller, for an id that there is and for one that there is not, against the table
/// in docs/api-access.md. The routes are those that are mapped: one without a row in the table fails.
/// </summary>
public sealed class AccessMatrixTests(ITestOutputHelper output)
{
    private const int LeastCases = 1000;

    [Fact]
    public async Task Every_endpoint_answers_every_caller_as_the_documentation_says()
    {
        await using var oidc = await OidcServer.StartAsync(Token);
        var subjectKey = SigningKey.Create("ES256");
        await using var host = await ApiHost.StartAsync(Token, new() { Patience = TimeSpan.FromMinutes(1) }, TestAccess.Options with
        {
            Service = new() { Authority = oidc.Authority, Audiences = [Tokens.Audience] },
            Subject = new() { Issuer = Tokens.SubjectIssuer, Audiences = [Tokens.Audience], Pem = subjectKey.Pem },
        });
        var table = AccessTable.Load();
        var calls = Calls(host);
        Assert.Equal(calls.Where(c => c.Method != "HEAD").Select(c => $"{c.Method} {c.Path}").Order(), table.Calls.Order());
        var callers = new CallerList(oidc, subjectKey, host.Engine.Clock.Now).All().ToList();
        var wrong = new List<string>();
        var cases = 0;
        foreach (var (method, path) in calls)
        {
            foreach (var caller in callers)
            {
                var probe = new AccessProbe(host, method, path, caller, table);
                wrong.AddRange(await probe.RunAsync());
                cases += probe.Calls;
            }
        }

        output.WriteLine($"{calls.Count} endpoints × {callers.Count} callers: {cases} calls");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases} cases:\n{string.Join('\n', wrong)}");
        Assert.True(cases >= LeastCases);
        Assert.Equal(callers.Count, callers.Select(c => c.Name).Distinct().Count());
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains(FakePeople.Ada, StringComparison.Ordinal) || l.Contains("drs_", StringComparison.Ordinal) || l.Contains("eyJ", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, l => l.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task Tokens_signed_with_any_asymmetric_algorithm_are_taken_from_settings_in_both_forms(string algorithm)
    {
        var key = SigningKey.Create(algorithm);
        foreach (var issuer in new[] { TestAccess.Options.Service! with { Jwks = $$"""{"keys":[{{key.Jwk}}]}""" }, TestAccess.Options.Service! with { Jwks = null, Pem = key.Pem } })
        {
            await using var host = await ApiHost.StartAsync(Token, access: TestAccess.Options with { Service = issuer });
            using var message = new HttpRequestMessage(HttpMethod.Get, Routes.Requests);
            message.Headers.Authorization = new("Bearer", key.Sign(Tokens.Service(TestAccess.ServiceIssuer, host.Engine.Clock.Now, "DataRights.Read")));
            using var response = await host.Bare.SendAsync(message, Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private static List<(string Method, string Path)> Calls(ApiHost host) =>
        [.. from endpoint in host.Endpoints
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
            select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))];
}
