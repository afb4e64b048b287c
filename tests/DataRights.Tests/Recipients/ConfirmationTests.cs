using DataRights.Mapping;
using DataRights.Queueing;
using DataRights.Recipients;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using Xunit;

namespace DataRights.Tests.Recipients;

public sealed class ConfirmationTests
{
    [Fact]
    public async Task A_callback_ends_the_telling_and_nothing_is_called_any_more()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Callback));
        scene.Recipient.Script = _ => ScriptedRecipient.Taken;
        var request = await scene.BeginAsync();
        await scene.CallAsync();
        var secret = scene.Recipient.Told[0].Call.CallbackSecret!;

        Assert.True(await scene.Confirmations().NoteAsync(request.Id, "billing", secret, true, RecipientScene.Token));
        Assert.True(await scene.Confirmations().NoteAsync(request.Id, "billing", secret, true, RecipientScene.Token));
        await scene.PassAsync(TimeSpan.FromDays(10));

        Assert.Single(scene.Recipient.Told);
        Assert.Equal("confirmed", Assert.Single(scene.Receipts[request.Id]).Status);
    }

    [Fact]
    public async Task A_forged_secret_and_an_unknown_telling_are_refused_alike()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Callback), RecipientScene.Told("mail", ConfirmedBy.Callback));
        scene.Recipient.Script = _ => ScriptedRecipient.Taken;
        var request = await scene.BeginAsync();
        await scene.CallAsync();
        var mails = scene.Recipient.Told.Single(t => t.Call.Connection == "MAIL").Call.CallbackSecret!;

        Assert.False(await scene.Confirmations().NoteAsync(request.Id, "billing", CallbackSecret.New(), true, RecipientScene.Token));
        Assert.False(await scene.Confirmations().NoteAsync(request.Id, "billing", mails, true, RecipientScene.Token));
        Assert.False(await scene.Confirmations().NoteAsync(request.Id, "other", mails, true, RecipientScene.Token));
        Assert.Equal(RecipientStatus.Told, scene.State(request.Id).Status);
    }

    [Fact]
    public async Task A_lost_callback_is_made_up_for_by_telling_again()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Callback));
        scene.Recipient.Script = _ => scene.Recipient.Told.Count < 3 ? ScriptedRecipient.Taken : ScriptedRecipient.Deleted;
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(3, scene.Recipient.Told.Count);
        Assert.Single(scene.Recipient.Told.Select(t => (t.Call.Key, t.Call.CallbackSecret)).Distinct());
        var fact = await scene.FactAsync(request.Id);
        Assert.Equal(("confirmed", scene.Recipient.Told[0].At), (fact.Status, fact.Told));
        Assert.True(fact.Confirmed > fact.Told);
    }

    [Fact]
    public async Task A_late_refusal_does_not_undo_a_confirmation()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Callback));
        var request = await scene.BeginAsync();
        await scene.CallAsync();

        Assert.True(await scene.Confirmations().NoteAsync(request.Id, "billing", scene.Recipient.Told[0].Call.CallbackSecret!, false, RecipientScene.Token));
        Assert.Equal("confirmed", (await scene.FactAsync(request.Id)).Status);
    }

    [Fact]
    public async Task A_recipient_that_names_an_address_is_asked_there_until_it_is_done()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Poll));
        scene.Recipient.Script = _ => ScriptedRecipient.Taken with { Address = "https://r.example/7" };
        scene.Recipient.Asked = _ => scene.Recipient.Addresses.Count < 3 ? ScriptedRecipient.Taken : ScriptedRecipient.Deleted;
        var request = await scene.BeginAsync();
        await scene.CallAsync();
        Assert.DoesNotContain("r.example", scene.Everything(), StringComparison.Ordinal);
        await scene.PassAsync(TimeSpan.FromDays(1));

        Assert.Single(scene.Recipient.Told);
        Assert.Equal(3, scene.Recipient.Addresses.Count);
        Assert.Equal("confirmed", (await scene.FactAsync(request.Id)).Status);
    }

    [Fact]
    public async Task An_address_that_forgot_the_telling_has_it_told_again()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Poll));
        scene.Recipient.Script = _ => scene.Recipient.Told.Count < 2 ? ScriptedRecipient.Taken with { Address = "https://r.example/7" } : ScriptedRecipient.Deleted;
        scene.Recipient.Asked = _ => new(RecipientVerdict.Forgotten, "http-404");
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal((2, 1), (scene.Recipient.Told.Count, scene.Recipient.Addresses.Count));
        Assert.Equal("confirmed", (await scene.FactAsync(request.Id)).Status);
    }

    [Fact]
    public async Task Duplicated_and_stale_messages_call_nobody_after_the_end()
    {
        var scene = new RecipientScene();
        await scene.BeginAsync();
        var message = Assert.Single(scene.World.Queue.Waiting, m => m.RequestId.Contains('.', StringComparison.Ordinal));
        await scene.CallAsync();
        await scene.Runner().RunAsync(message, 2, RecipientScene.Token);
        await scene.Runner().RunAsync(message with { Version = 99 }, 1, RecipientScene.Token);
        await scene.Runner().RunAsync(new QueueMessage("gone.billing", 1), 1, RecipientScene.Token);

        Assert.Single(scene.Recipient.Told);
    }

    [Fact]
    public async Task A_message_of_an_earlier_call_makes_no_call_of_its_own()
    {
        var scene = new RecipientScene();
        scene.Recipient.Script = _ => ScriptedRecipient.Broken;
        await scene.BeginAsync();
        var message = Assert.Single(scene.World.Queue.Waiting, m => m.RequestId.Contains('.', StringComparison.Ordinal));
        await scene.CallAsync();
        scene.World.Clock.Advance(TimeSpan.FromHours(1));
        await scene.Runner().RunAsync(message, 2, RecipientScene.Token);
        Assert.Single(scene.Recipient.Told);

        await scene.CallAsync();
        Assert.Equal(2, scene.Recipient.Told.Count);
    }

    [Fact]
    public async Task A_callback_that_comes_while_the_call_is_made_stands()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Callback));
        var request = await scene.BeginAsync();
        scene.Recipient.Before = async call => Assert.True(await scene.Confirmations().NoteAsync(request.Id, "billing", call.CallbackSecret!, true, RecipientScene.Token));
        scene.Recipient.Script = _ => ScriptedRecipient.Broken;
        await scene.CallAsync();

        Assert.Equal(RecipientStatus.Confirmed, scene.State(request.Id).Status);
        await scene.PassAsync(TimeSpan.FromDays(4));
        Assert.Single(scene.Recipient.Told);
    }

    [Fact]
    public async Task What_is_outstanding_is_a_gauge_that_falls_back_to_zero()
    {
        using var probe = new TelemetryProbe();
        var scene = new RecipientScene();
        scene.Recipient.Script = _ => ScriptedRecipient.Broken;
        await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, probe.Last(MetricCatalog.RecipientsUntold)["recipient=The billing"]);

        scene.Recipient.Script = _ => ScriptedRecipient.Deleted;
        await scene.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(0, probe.Last(MetricCatalog.RecipientsUntold)["recipient=The billing"]);
        Assert.Equal(
            new() { ["code=http-500 recipient=The billing result=retried"] = 2, ["code=http-200 recipient=The billing result=confirmed"] = 1 },
            probe.Sums(MetricCatalog.RecipientCalls));
    }
}
