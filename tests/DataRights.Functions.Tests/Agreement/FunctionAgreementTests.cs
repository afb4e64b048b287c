using DataRights.Api;
using DataRights.Functions.Tests.Fakes;
using DataRights.Testing.House;
using DataRights.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Functions.Tests.Agreement;

public sealed class FunctionAgreementTests
{
    [Fact]
    public void The_functions_are_those_that_the_reference_lists_with_their_triggers()
    {
        var documented = Documents.Rows("Functions").Select(r => $"{Documents.Code(r[0])}: {r[1]}");
        Assert.Equal(documented.Order(StringComparer.Ordinal), FunctionList.All.Select(f => $"{f.Name}: {Describe(f.Trigger)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_function_is_called_like_its_class_and_no_two_alike()
    {
        Assert.All(FunctionList.All, f => Assert.Equal(f.Method.DeclaringType!.Name, f.Name));
        Assert.Equal(FunctionList.All.Count, FunctionList.All.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task Every_endpoint_of_the_api_has_its_function_and_every_http_function_its_endpoint()
    {
        await using var head = new Head();
        await using var routes = WebApplication.CreateEmptyBuilder(new()).Build(head);
        routes.MapDataRights();
        var endpoints = ((IEndpointRouteBuilder)routes).DataSources.SelectMany(d => d.Endpoints).Cast<RouteEndpoint>()
            .Select(e => $"{Methods(e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)} {e.RoutePattern.RawText!.TrimStart('/')}");

        var functions = FunctionList.Triggers<HttpTriggerAttribute>().Select(t => $"{Methods(t.Methods!)} {t.Route}");

        Assert.Equal(endpoints.Order(StringComparer.Ordinal), functions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Http_functions_are_anonymous_to_the_platform_and_spell_their_route_in_full()
    {
        Assert.All(FunctionList.Triggers<HttpTriggerAttribute>(), t =>
        {
            Assert.Equal(AuthorizationLevel.Anonymous, t.AuthLevel);
            Assert.Matches("^[a-z.]", t.Route);
        });
        Assert.Equal("", (string?)Documents.HostJson["extensions"]!["http"]!["routePrefix"]);
    }

    [Fact]
    public void Route_parameters_are_parameters_of_the_function()
    {
        foreach (var (_, method, trigger) in FunctionList.All.Where(f => f.Trigger is HttpTriggerAttribute))
        {
            var hasId = ((HttpTriggerAttribute)trigger).Route!.Contains("{id}", StringComparison.Ordinal);
            Assert.Equal(hasId, method.GetParameters().Any(p => p.Name == "id" && p.ParameterType == typeof(string)));
        }
    }

    [Fact]
    public void No_timer_runs_on_startup() =>
        Assert.All(FunctionList.Triggers<TimerTriggerAttribute>(), t => Assert.False(t.RunOnStartup));

    [Fact]
    public void Every_function_that_may_take_long_takes_the_token()
    {
        var without = FunctionList.All.Where(f => f.Method.GetParameters().All(p => p.ParameterType != typeof(CancellationToken))).Select(f => f.Name);
        Assert.Equal(["RecordRequestDeadLetter", "RecordWebhookDeadLetter"], without.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_function_class_is_a_trigger_a_call_and_a_settlement()
    {
        var files = FunctionList.All.ToDictionary(f => f.Name, f => RepositoryFiles.Under("src/DataRights.Functions").Single(p => p.EndsWith($"/{f.Name}.cs", StringComparison.Ordinal)));
        var large = files.Where(f => File.ReadAllLines(RepositoryRoot.Combine(f.Value)).Length > 20).Select(f => f.Value);
        Offenders.None(large, "function classes of more than 20 lines");
        Assert.All(FunctionList.All, f => Assert.Single(f.Method.DeclaringType!.GetMethods(), m => m.DeclaringType == f.Method.DeclaringType));
    }

    [Fact]
    public async Task Every_function_class_is_made_from_the_composed_container()
    {
        await using var head = new Head();
        await using var scope = head.Services.CreateAsyncScope();
        Assert.All(FunctionList.All, f => Assert.NotNull(ActivatorUtilities.CreateInstance(scope.ServiceProvider, f.Method.DeclaringType!)));
    }

    private static string Describe(Attribute trigger) => trigger switch
    {
        ServiceBusTriggerAttribute t => $"queue `{t.QueueName}`",
        TimerTriggerAttribute t => $"timer `{t.Schedule}`",
        HttpTriggerAttribute t => $"`{Methods(t.Methods!)} {t.Route}`",
        _ => throw new InvalidOperationException(trigger.GetType().Name),
    };

    private static string Methods(IEnumerable<string> methods) => string.Join(',', methods.Select(m => m.ToUpperInvariant()).Order(StringComparer.Ordinal));
}
