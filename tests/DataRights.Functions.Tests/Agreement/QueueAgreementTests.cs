using System.Xml;
using DataRights.Functions.Composition.Settings;
using DataRights.Functions.Tests.Fakes;
using DataRights.Queueing;
using DataRights.Requests;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace DataRights.Functions.Tests.Agreement;

public sealed class QueueAgreementTests
{
    private static readonly string[] Names = [.. typeof(QueueNames).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Engine_settings_sample_and_emulator_have_the_same_queues()
    {
        Assert.Equal(Names, SettingCatalog.Read.Where(s => s.Name.EndsWith("QueueName", StringComparison.Ordinal)).Select(s => s.Default).Order(StringComparer.Ordinal));
        Assert.Equal(Names, SampleSettings.Values.Where(v => v.Key.EndsWith("QueueName", StringComparison.Ordinal)).Select(v => v.Value).Order(StringComparer.Ordinal));
        Assert.Equal(Names, Documents.EmulatorQueues.Select(q => (string)q["Name"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_queue_of_the_engine_is_sent_to_by_the_name_that_its_setting_gives()
    {
        await using var head = new Head(("ExportQueueName", "other-exports"), ("DeletionQueueName", "other-deletions"), ("WebhookQueueName", "other-webhooks"), ("RequestsQueueName", "other-requests"));
        foreach (var name in Names)
        {
            await head.Services.GetRequiredService<IJobQueue>().EnqueueAsync(name, new QueueMessage("r-1", 1), null, Head.Token);
        }

        Assert.Equal(["other-deletions", "other-exports", "other-requests", "other-webhooks"], head.Bus.Sent.Select(s => s.Queue).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_queue_has_one_function_for_its_messages_and_one_for_its_dead_letters()
    {
        var triggers = FunctionList.Triggers<ServiceBusTriggerAttribute>().Select(t => t.QueueName!).Order(StringComparer.Ordinal);
        var settings = SettingCatalog.Read.Select(s => s.Name).Where(n => n.EndsWith("QueueName", StringComparison.Ordinal));
        Assert.Equal(settings.SelectMany(s => new[] { $"%{s}%", $"%{s}%/$DeadLetterQueue" }).Order(StringComparer.Ordinal), triggers);
    }

    [Fact]
    public void Every_queue_trigger_settles_by_itself_over_the_same_connection()
    {
        Assert.All(FunctionList.Triggers<ServiceBusTriggerAttribute>(), t => Assert.Equal(("ServiceBus", false, false, false), (t.Connection, t.AutoCompleteMessages, t.IsBatched, t.IsSessionsEnabled)));
    }

    [Fact]
    public void The_emulators_queues_are_set_up_as_decided()
    {
        foreach (var properties in Documents.EmulatorQueues.Select(q => (JObject)q["Properties"]!))
        {
            Assert.True((bool)properties["RequiresDuplicateDetection"]!);
            Assert.True((bool)properties["DeadLetteringOnMessageExpiration"]!);
            Assert.False((bool)properties["RequiresSession"]!);
            Assert.Equal("PT5M", (string?)properties["LockDuration"]);
            Assert.Equal(10, (int)properties["MaxDeliveryCount"]!);
        }
    }

    [Fact]
    public async Task A_lost_message_is_sent_again_only_when_duplicate_detection_has_forgotten_it()
    {
        await using var head = new Head();
        var times = head.Services.GetRequiredService<RequestOptions>();
        var decided = TimeSpan.FromMinutes(10);
        Assert.All(Documents.EmulatorQueues, q => Assert.InRange(XmlConvert.ToTimeSpan((string)q["Properties"]!["DuplicateDetectionHistoryTimeWindow"]!), TimeSpan.FromMinutes(1), decided));
        Assert.True(times.LostAfter > decided);
        Assert.True(times.SilentAfter > decided);
    }

    [Fact]
    public void Compose_starts_the_emulators_that_the_sample_settings_reach()
    {
        Assert.Contains("./servicebus-emulator.json:/ServiceBus_Emulator/ConfigFiles/Config.json", Documents.Compose, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:5672:5672", Documents.Compose, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:10000:10000", Documents.Compose, StringComparison.Ordinal);
        Assert.Contains("sb://localhost;", SampleSettings.Values["ServiceBus"], StringComparison.Ordinal);
        Assert.Contains("UseDevelopmentEmulator=true", SampleSettings.Values["ServiceBus"], StringComparison.Ordinal);
        Assert.Equal("UseDevelopmentStorage=true", SampleSettings.Values["StateStorage__connectionString"]);
        Assert.Equal("UseDevelopmentStorage=true", SampleSettings.Values["AzureWebJobsStorage"]);
    }

    [Fact]
    public void The_container_is_called_the_same_everywhere() =>
        Assert.Equal(SettingCatalog.StateContainer.Default, SampleSettings.Values[SettingCatalog.StateContainer.Name]);
}
