using System.Globalization;
using System.Xml;
using DataRights.Infrastructure.Tests.Bicep;
using DataRights.Queueing;
using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Agreement;

public sealed class QueueTests
{
    /// <summary>RequestTimes.LostAfter of the Functions head, which a test there holds against the emulator's queues.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(12);

    private static readonly string[] Names = [.. typeof(QueueNames).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task The_queues_are_those_of_the_engine()
    {
        var queues = (await BicepModel.LoadAsync()).Main.Variable("queues").Value!;
        Assert.Equal(Names, queues.Properties.Select(p => p.Value.String).Order(StringComparer.Ordinal));
        Assert.Equal((QueueNames.Intake, QueueNames.Export), (queues["requests"]!.String, queues["exports"]!.String));
        Assert.Equal((QueueNames.Deletion, QueueNames.Webhook), (queues["deletions"]!.String, queues["webhooks"]!.String));
    }

    [Fact]
    public async Task Queues_are_set_up_as_the_emulators_but_for_what_it_cannot()
    {
        var properties = await PropertiesAsync();
        foreach (var emulated in Repository.EmulatorQueues.Select(q => (JObject)q["Properties"]!))
        {
            Assert.Equal((string?)emulated["LockDuration"], properties["lockDuration"]!.String);
            Assert.Equal((int)emulated["MaxDeliveryCount"]!, properties["maxDeliveryCount"]!.Number);
            Assert.Equal((bool)emulated["RequiresDuplicateDetection"]!, properties["requiresDuplicateDetection"]!.Boolean);
            Assert.Equal((bool)emulated["RequiresSession"]!, properties["requiresSession"]!.Boolean);
            Assert.Equal((bool)emulated["DeadLetteringOnMessageExpiration"]!, properties["deadLetteringOnMessageExpiration"]!.Boolean);
            Assert.True(Time(properties, "defaultMessageTimeToLive") >= XmlConvert.ToTimeSpan((string)emulated["DefaultMessageTimeToLive"]!));
            Assert.True(Time(properties, "duplicateDetectionHistoryTimeWindow") >= XmlConvert.ToTimeSpan((string)emulated["DuplicateDetectionHistoryTimeWindow"]!));
        }
    }

    [Fact]
    public async Task A_lost_message_is_sent_again_when_duplicate_detection_has_forgotten_it()
    {
        var window = Time(await PropertiesAsync(), "duplicateDetectionHistoryTimeWindow");
        Assert.Equal(TimeSpan.FromMinutes(10), window);
        Assert.True(LostAfter > window);
        Assert.Contains("LostAfter = TimeSpan.FromMinutes(12)", Repository.Text("src/DataRights.Functions/Composition/RequestTimes.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_live_as_long_as_decided_and_then_go_where_they_are_seen()
    {
        var properties = await PropertiesAsync();
        Assert.Equal(TimeSpan.FromDays(14), Time(properties, "defaultMessageTimeToLive"));
        Assert.Contains("the queue's: 14 days", Repository.Text("docs/decisions/service-bus.md"), StringComparison.Ordinal);
        Assert.False(properties["enablePartitioning"]!.Boolean);
    }

    [Fact]
    public async Task A_lock_can_be_renewed_for_as_long_as_a_function_runs()
    {
        var renewal = TimeSpan.Parse((string)Repository.HostJson.SelectToken("extensions.serviceBus.maxAutoLockRenewalDuration")!, CultureInfo.InvariantCulture);
        Assert.True(renewal > Time(await PropertiesAsync(), "lockDuration"));
        Assert.True(Time(await PropertiesAsync(), "lockDuration") <= TimeSpan.FromMinutes(5), "Service Bus locks for five minutes at most.");
        Assert.Equal(0, (int)Repository.HostJson.SelectToken("extensions.serviceBus.prefetchCount")!);
    }

    private static async Task<BicepValue> PropertiesAsync() => (await BicepModel.LoadAsync()).Module("service-bus").Resource("queues")["properties"]!;

    private static TimeSpan Time(BicepValue properties, string name) => XmlConvert.ToTimeSpan(properties[name]!.String!);
}
