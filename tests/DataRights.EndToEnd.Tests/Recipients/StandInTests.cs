using DataRights.Api.Recipients;
using DataRights.Api.Webhooks;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Recipients;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Samples.Recipient;
using DataRights.Storage;
using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.EndToEnd.Tests.Recipients;

/// <summary>Whole deletions beside a recipient that really keeps customers, really deletes, and misbehaves as told. Over real HTTP.</summary>
public sealed class StandInTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    private static readonly string Person = Id(PythonProPeople.Ordinary);

    private readonly string secret = WebhookSecret.Create();

    [Theory]
    [InlineData("answer")]
    [InlineData("poll")]
    [InlineData("callback")]
    public async Task A_recipient_that_works_has_deleted_the_person_when_the_deletion_ends(string confirm)
    {
        await using var world = await StartAsync(confirm, new());
        var record = await world.DeleteAsync();

        AssertCompleted(record);
        Assert.False(world.StandIn.Customers.Knows(Person));
        Assert.True(world.StandIn.Customers.Knows("2"));
        if (confirm == "callback")
        {
            // Its callbacks lead nowhere here; it was told again and answered.
            Assert.True(world.StandIn.Told.Count > 1);
        }

        Assert.Equal($"{record.Id}/billing", Assert.Single(world.StandIn.Told.Distinct()));
        var fact = Assert.Single(await world.FactsAsync(record));
        Assert.Equal(("Payment processor", "confirmed"), (fact.Name, fact.Status));
    }

    [Fact]
    public async Task Failures_and_slowness_are_outlasted()
    {
        await using var world = await StartAsync("answer", new() { FailFirst = 3, Slow = TimeSpan.FromMilliseconds(50) });
        AssertCompleted(await world.DeleteAsync());

        Assert.Equal(4, world.StandIn.Calls);
        Assert.False(world.StandIn.Customers.Knows(Person));
    }

    [Fact]
    public async Task A_recipient_that_is_down_beyond_the_limit_is_outstanding_and_told_when_it_is_back()
    {
        await using var world = await StartAsync("answer", new());
        world.StandIn.Behaviour = world.StandIn.Behaviour with { DownUntil = world.Deployment.Clock.GetUtcNow().AddDays(5) };
        var record = await world.DeleteAsync();
        AssertCompleted(record);
        Assert.Equal("outstanding", Assert.Single(await world.FactsAsync(record)).Status);
        Assert.True(world.StandIn.Customers.Knows(Person));
        Assert.InRange(record.Ended!.Value - record.Received, TimeSpan.FromDays(3), TimeSpan.FromDays(3.2));
        Assert.DoesNotContain("Payment processor", (await ReceiptAsync(world.Process, record))["notToldBySystem"]!.Select(r => (string)r["name"]!));

        for (var hour = 0; hour < 24 * 5; hour++)
        {
            world.Deployment.Clock.Advance(TimeSpan.FromHours(1));
            await world.Process.DeliverAllAsync();
        }

        Assert.Equal("confirmed", Assert.Single(await world.FactsAsync(record)).Status);
        Assert.False(world.StandIn.Customers.Knows(Person));
    }

    [Fact]
    public async Task A_wrong_signature_deletes_nobody()
    {
        await using var world = await StartAsync("answer", new(), signWith: WebhookSecret.Create());
        var record = await world.DeleteAsync();

        AssertCompleted(record);
        Assert.True(world.StandIn.Calls > 1);
        Assert.Empty(world.StandIn.Told);
        Assert.True(world.StandIn.Customers.Knows(Person));
        Assert.Equal("outstanding", Assert.Single(await world.FactsAsync(record)).Status);
    }

    [Fact]
    public async Task A_refusal_is_listed_and_not_repeated()
    {
        await using var world = await StartAsync("answer", new() { Refuses = true });
        var record = await world.DeleteAsync();

        AssertCompleted(record);
        Assert.Single(world.StandIn.Told);
        Assert.Equal("refused", Assert.Single(await world.FactsAsync(record)).Status);
    }

    [Fact]
    public async Task A_duplicate_is_answered_as_the_first_and_deletes_nothing_more()
    {
        await using var world = await StartAsync("answer", new());
        using var transport = new HttpRecipientTransport(world.Deployment.Recipients!, world.Deployment.Clock);
        var call = new RecipientCall("Billing", "0/billing", "0", [new("user_id", IdentifierType.Integer, Person)], null);
        Assert.Equal(RecipientVerdict.Confirmed, (await transport.TellAsync(call, Token)).Verdict);
        world.StandIn.Customers.Add(Person, null);
        Assert.Equal(RecipientVerdict.Confirmed, (await transport.TellAsync(call, Token)).Verdict);

        Assert.True(world.StandIn.Customers.Knows(Person));
    }

    [Fact]
    public async Task Nothing_of_the_person_is_in_names_records_or_ledger()
    {
        await using var world = await StartAsync("answer", new() { FailFirst = 2 });
        var record = await world.DeleteAsync();

        foreach (var name in await ObjectsAsync(world.Process, ObjectNames.Recipients))
        {
            Assert.Equal(ObjectNames.Recipient(record.Id, "billing"), name);
            var state = JObject.Parse(System.Text.Encoding.UTF8.GetString((await world.Process.Get<IObjectStore>().ReadAsync(name, Token))!.Content.Span));
            Assert.Null(state["sealed"]?.Value<string>());
        }
    }

    private async Task<World> StartAsync(string confirm, RecipientBehaviour behaviour, string? signWith = null)
    {
        var deployment = await DeployAsync();
        deployment.Map = deployment.ReadMap(json => json.Replace("\"confirm\": \"callback\"", $"\"confirm\": \"{confirm}\"", StringComparison.Ordinal));
        var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory.Combine("secrets"), secret, Token);
        var standIn = await RecipientHost.StartAsync(
            new RecipientSettings { Database = directory.Combine("recipient.db"), SecretFile = directory.Combine("secrets"), Behaviour = behaviour with { Confirm = confirm } },
            deployment.Clock, Token);
        standIn.Customers.Add(Person, "x@example.org");
        standIn.Customers.Add("2", "y@example.org");
        deployment.Recipients = new RecipientOptions
        {
            Endpoints = new Dictionary<string, RecipientEndpoint> { ["Billing"] = new() { Address = standIn.Address, Secrets = [signWith ?? secret] } },
        };
        return new World(deployment, deployment.Start(), standIn, directory);
    }

    private sealed record World(Deployment Deployment, EngineProcess Process, RecipientHost StandIn, TempDirectory Directory) : IAsyncDisposable
    {
        public Task<RequestRecord> DeleteAsync() => DeletionTestBase.DeleteAsync(Process, "user_id", Person);

        public Task<IReadOnlyList<DataRights.Deletion.Receipts.RecipientFact>> FactsAsync(RequestRecord record) => Process.Get<RecipientBook>().FactsAsync(record.Id, Token);

        public async ValueTask DisposeAsync()
        {
            await Process.DisposeAsync();
            await StandIn.DisposeAsync();
            await Deployment.DisposeAsync();
            Directory.Dispose();
        }
    }
}
