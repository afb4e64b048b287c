using System.Globalization;
using DataRights.Functions.Tests.Fakes;
using DataRights.Requests;
using DataRights.Requests.Turns;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace DataRights.Functions.Tests.Agreement;

public sealed class HostJsonTests
{
    private static readonly JObject ServiceBus = (JObject)Documents.HostJson["extensions"]!["serviceBus"]!;

    [Fact]
    public void Telemetry_is_sent_once()
    {
        Assert.Equal("2.0", (string?)Documents.HostJson["version"]);
        Assert.Equal("OpenTelemetry", (string?)Documents.HostJson["telemetryMode"]);
        Assert.Null(Documents.HostJson.SelectToken("logging.applicationInsights"));
    }

    [Fact]
    public async Task A_lock_and_a_function_outlast_a_time_slice_with_reserve()
    {
        await using var head = new Head();
        var slice = head.Services.GetRequiredService<RequestOptions>().TimeSlice;
        Assert.Equal(TimeSpan.FromMinutes(8), slice);
        Assert.True(Time(ServiceBus["maxAutoLockRenewalDuration"]) >= slice * 2);
        Assert.True(Time(Documents.HostJson["functionTimeout"]) >= slice * 2);
        Assert.True(Time(ServiceBus["maxAutoLockRenewalDuration"]) >= Time(Documents.HostJson["functionTimeout"]));
    }

    [Fact]
    public void Nothing_is_fetched_ahead_or_completed_by_the_host()
    {
        Assert.Equal(0, (int)ServiceBus["prefetchCount"]!);
        Assert.False((bool)ServiceBus["autoCompleteMessages"]!);
        Assert.InRange((int)ServiceBus["maxConcurrentCalls"]!, 1, 16);
    }

    [Fact]
    public async Task Turns_count_as_many_workers_as_the_host_works_messages()
    {
        await using var head = new Head();
        Assert.Equal((int)ServiceBus["maxConcurrentCalls"]!, head.Services.GetRequiredService<TurnOptions>().Workers);
    }

    [Fact]
    public void The_reference_explains_each_value_and_no_other()
    {
        var values = Documents.HostJson.Descendants().OfType<JValue>()
            .Select(v => (v.Path.Replace("extensions.serviceBus", "serviceBus", StringComparison.Ordinal), Value: v.Type == JTokenType.Boolean ? v.ToString(CultureInfo.InvariantCulture).ToLowerInvariant() : v.ToString(CultureInfo.InvariantCulture)))
            .Where(v => v.Item1 != "version")
            .Select(v => $"`{v.Item1}` `{(v.Value.Length == 0 ? "\"\"" : v.Value)}`");
        Assert.Equal(values.Order(StringComparer.Ordinal), Documents.Rows("host.json").Select(r => r[0].Split(',')[0]).Order(StringComparer.Ordinal));
    }

    private static TimeSpan Time(JToken? token) => TimeSpan.ParseExact((string)token!, "c", CultureInfo.InvariantCulture);
}
