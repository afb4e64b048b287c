using Azure.Messaging.ServiceBus;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Functions.Tests.EndToEnd.Hosting;
using DataRights.Samples.PythonPro;

namespace DataRights.Functions.Tests.EndToEnd.World;

/// <summary>Ten requests of every kind, by both ways in, some of them asked for twice.</summary>
internal static class MixedRequests
{
    private const long First = PythonProPeople.Ordinary;
    private const long Second = PythonProPeople.ScriptTag;
    private const long Third = PythonProPeople.SpreadsheetFormula;

    private static readonly (string Kind, long Person)[] Called =
    [
        ("access", First), ("portability", First), ("access", Second), ("deletion", Second), ("access", PythonProPeople.Moderator),
        ("deletion", PythonProPeople.MuchAnswered), ("portability", PythonProPeople.MixedCaseAddress),
    ];

    private static readonly (string Kind, long Person)[] Queued = [("deletion", Third), ("access", Third), ("deletion", PythonProPeople.Moderator)];

    public static IReadOnlyList<long> People { get; } = [First, Second, Third, PythonProPeople.MuchAnswered, PythonProPeople.Moderator];

    public static int Count => Called.Length + Queued.Length;

    /// <summary>Calls and queues them all.</summary>
    public static async Task MakeAsync(Stage stage)
    {
        var sealedOnes = await Task.WhenAll(Queued.Select((q, i) => Intake.MakeAsync(stage, q.Kind, q.Person, $"queued-{i}")));
        for (var i = 0; i < sealedOnes.Length; i++)
        {
            stage.Cloud.Broker.Send("requests", new ServiceBusMessage(sealedOnes[i]) { MessageId = $"m-{i}" });
            stage.Cloud.Broker.Send("requests", new ServiceBusMessage(sealedOnes[i]) { MessageId = $"again-{i}" });
        }

        for (var i = 0; i < Called.Length; i++)
        {
            var made = await stage.SubmitAsync(Called[i].Kind, Called[i].Person, $"called-{i}");
            var again = await stage.SubmitAsync(Called[i].Kind, Called[i].Person, $"called-{i}");
            Assert.Equal((202, 200, made.Id), (made.Status, again.Status, again.Id));
        }
    }

    /// <summary>What the company's stores hold when all is done.</summary>
    public static SampleState Expected(SampleState before) => ExpectedDeletion.Settled(
        Called.Concat(Queued).Where(r => r.Kind == "deletion").Aggregate(before, (state, request) => ExpectedDeletion.OfAccount(state, request.Person)));
}
