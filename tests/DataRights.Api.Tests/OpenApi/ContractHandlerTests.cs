using System.Net;
using DataRights.Api.Tests.Fakes;
using DataRights.Testing.Contracts;

namespace DataRights.Api.Tests.OpenApi;

/// <summary>That the check which all tests of this project run under does find what is wrong.</summary>
public sealed class ContractHandlerTests
{
    private const string Down = """{"status":"down"}""";
    private const string Internal = """{"type":"urn:data-rights:problem:internal","status":500,"title":"The call failed","detail":"x"}""";

    [Theory]
    [InlineData("GET", "/api/health", 200, "application/json", """{"status":"up"}""", null)]
    [InlineData("GET", "/api/health", 500, "application/problem+json", Internal, null)]
    [InlineData("HEAD", "/api/health", 200, "application/json", "", null)]
    [InlineData("GET", "/api/nothing", 404, "text/plain", "", null)]
    [InlineData("GET", "/api/nothing", 200, "text/plain", "", "no operation")]
    [InlineData("GET", "/api/health", 201, "application/json", """{"status":"up"}""", "getHealth 201 is not documented")]
    [InlineData("GET", "/api/health", 200, "text/plain", "up", "media type")]
    [InlineData("GET", "/api/health", 200, "application/json", """{"status":"sideways"}""", "NotInEnumeration")]
    [InlineData("GET", "/api/health", 200, "application/json", "{}", "PropertyRequired")]
    [InlineData("GET", "/api/health", 200, "application/json", """{"status":"up","more":1}""", "NoAdditionalPropertiesAllowed")]
    [InlineData("GET", "/api/health", 200, "application/json", """{"status":"up","store":{"name":"x"}}""", "PropertyRequired")]
    [InlineData("GET", "/api/requests/x", 409, "application/problem+json", Internal, "not documented")]
    [InlineData("GET", "/api/health", 500, "application/problem+json", """{"type":"urn:data-rights:problem:too-late","status":500,"title":"x","detail":"x"}""", "too-late is not documented")]
    [InlineData("GET", "/api/health", 500, "application/problem+json", """{"type":"urn:data-rights:problem:internal","status":500,"title":"x","detail":"x"}""", "has the title")]
    [InlineData("POST", "/api/requests/x/retry", 202, "application/json", Down, "Location is missing")]
    public async Task It_tells_good_answers_from_bad(string method, string path, int status, string media, string body, string? fault)
    {
        using var client = new HttpClient(new ContractHandler(new Canned(status, media, body)));

        var raised = await Record.ExceptionAsync(() => client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "http://localhost" + path), Http.Token));

        Assert.Equal(fault is null, raised is null);
        Assert.Contains(fault ?? "", raised?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_notices_a_header_that_nobody_documented()
    {
        using var client = new HttpClient(new ContractHandler(new Canned(200, "application/json", """{"status":"up"}""", "Retry-After", "3")));

        var raised = await Assert.ThrowsAsync<InvalidDataException>(() => client.GetAsync("http://localhost/api/health", Http.Token));

        Assert.Contains("Retry-After is not documented", raised.Message, StringComparison.Ordinal);
    }

    private sealed class Canned(int status, string media, string body, string? header = null, string? value = null) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, System.Text.Encoding.UTF8, media) };
            if (header is not null)
            {
                answer.Headers.Add(header, value);
            }

            return Task.FromResult(answer);
        }
    }
}
