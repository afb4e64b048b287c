using System.Net;
using System.Text.RegularExpressions;
using DataRights.Api.Tests.Fakes;
using DataRights.Testing.Contracts;
using DataRights.Testing.House;
using DataRights.Testing.Processes;
using DataRights.Testing.Servers;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace DataRights.Api.Tests.OpenApi;

public sealed partial class OpenApiTests
{
    [Fact]
    public async Task It_is_served_to_everybody_as_it_lies_in_the_repository()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        using var answer = await host.GetAsync(Routes.OpenApi);

        await answer.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(await File.ReadAllTextAsync(ApiContract.File, Http.Token), await answer.Content.ReadAsStringAsync(Http.Token));
    }

    [Fact]
    public async Task Its_operations_are_the_routes_and_their_methods_both_ways()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        var routes = from endpoint in host.Endpoints
                     from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                     select $"{method} {endpoint.RoutePattern.RawText}";

        Assert.Equal(routes.Order(StringComparer.Ordinal), ApiContract.Operations.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_problem_that_the_code_can_answer_with_is_documented_with_an_operation()
    {
        var coded = SourceFile.Under("src/DataRights.Api").SelectMany(f => Made().Matches(f.Text))
            .Concat(SourceFile.Under("src").SelectMany(f => Refused().Matches(f.Text)))
            .Select(m => m.Groups["code"].Value)
            .ToHashSet();
        var documented = ApiContract.Operations.Values
            .SelectMany(o => ((JObject)o["responses"]!).Properties())
            .Concat(((JObject)ApiContract.Document["components"]!["responses"]!).Properties())
            .SelectMany(r => r.Value.SelectTokens("$.content['application/problem+json'].examples").OfType<JObject>())
            .SelectMany(e => e.Properties().Select(p => p.Name))
            .ToHashSet();

        Assert.True(coded.Count > 30, $"Only {coded.Count} codes were found.");
        Offenders.None(coded.Where(c => !documented.Contains(c)), "problem codes that the document lacks");
    }

    [Fact]
    public async Task Every_example_is_what_its_schema_says()
    {
        var faults = new List<string>();
        foreach (var example in ((JObject)ApiContract.Document["components"]!["examples"]!).Properties())
        {
            var schema = example.Name switch { "submission" => "Submission", "request" => "Request", "webhook" => "Webhook", "confirmation" => "Confirmation", _ => "Problem" };
            faults.AddRange((await ApiContract.FaultsAsync(schema, example.Value["value"]!.ToString())).Select(f => $"{example.Name}: {f}"));
            Assert.True(schema != "Problem" || (string?)example.Value["value"]!["type"] == "urn:data-rights:problem:" + example.Name, example.Name);
        }

        Offenders.None(faults, "faults of examples");
    }

    [Fact]
    public void Its_version_is_the_products() =>
        Assert.Equal((string?)ApiContract.Document["info"]!["version"], typeof(Routes).Assembly.GetName().Version!.ToString(3));

    [Fact]
    public async Task An_independent_validator_accepts_it_and_notices_damage()
    {
        Assert.Equal((0, "VALID\n"), await NodeScript.RunAsync("validate-openapi.mjs", ApiContract.File, Http.Token));

        using var directory = new TempDirectory();
        var damaged = directory.Combine("openapi.json");
        var text = await File.ReadAllTextAsync(ApiContract.File, Http.Token);
        await File.WriteAllTextAsync(damaged, text.Replace("\"operationId\"", "\"operation\"", StringComparison.Ordinal).Replace("\"in\": \"path\"", "\"in\": \"paths\"", StringComparison.Ordinal), Http.Token);
        Assert.Equal(1, (await NodeScript.RunAsync("validate-openapi.mjs", damaged, Http.Token)).ExitCode);
    }

    [GeneratedRegex("""new(?: Problem)?\("(?<code>[a-z][a-z0-9-]+)",\s*(?:StatusCodes\.|response\.|bad\.)""")]
    private static partial Regex Made();

    [GeneratedRegex("""new RequestRefusedException\(\s*"(?<code>[a-z][a-z0-9-]+)",""")]
    private static partial Regex Refused();
}
