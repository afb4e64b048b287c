using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Queueing;
using DataRights.Recipients;
using DataRights.Requests;
using DataRights.Storage;
using Xunit;

namespace DataRights.Tests.Recipients;

public sealed class TellingTests
{
    [Fact]
    public async Task A_recipient_is_told_once_and_its_answer_confirms()
    {
        var scene = new RecipientScene();
        var request = await scene.BeginAsync();
        await scene.CallAsync();

        var (call, _) = Assert.Single(scene.Recipient.Told);
        Assert.Equal(($"{request.Id}/billing", request.Id, "BILLING"), (call.Key, call.RequestId, call.Connection));
        Assert.Equal(new("The billing", "confirmed", scene.Now, scene.Now), await scene.FactAsync(request.Id));
        Assert.Equal([LedgerCodes.RecipientTold, LedgerCodes.RecipientConfirmed], scene.Codes(request.Id));

        await scene.PassAsync(TimeSpan.FromDays(40));
        Assert.Single(scene.Recipient.Told);
        Assert.Equal("confirmed", Assert.Single(scene.Receipts[request.Id]).Status);
        Assert.Empty(scene.Supplements);
    }

    [Fact]
    public async Task The_deletion_does_not_wait_for_the_recipient_before_it_erases()
    {
        var scene = new RecipientScene();
        await scene.BeginAsync();

        Assert.True(scene.RowIsGone);
        Assert.Empty(scene.Recipient.Told);
    }

    [Fact]
    public async Task Only_the_named_identifiers_leave_and_they_are_those_of_the_persons_own_row()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Answer, "email"));
        await scene.BeginAsync();
        await scene.CallAsync();

        // The request was typed with another spelling.
        Assert.Equal([("email", RecipientScene.Email)], scene.Recipient.Told.Single().Call.Identifiers.Select(i => (i.Name, i.Value)));
        Assert.Null(scene.Recipient.Told.Single().Call.CallbackSecret);
    }

    [Fact]
    public async Task What_the_row_does_not_hold_is_taken_from_the_request()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Answer, "email", "user_id")) { RowIsGone = true };
        await scene.BeginAsync();
        await scene.CallAsync();

        Assert.Equal([("email", "canary.person@example.org"), ("user_id", "2")], scene.Recipient.Told.Single().Call.Identifiers.Select(i => (i.Name, i.Value.ToLowerInvariant())));
    }

    [Fact]
    public async Task A_person_without_anything_that_the_recipient_knows_people_by_is_left_to_somebody()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Answer, "phone"));
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromHours(1));

        Assert.Empty(scene.Recipient.Told);
        Assert.Equal("no-identifier", scene.State(request.Id).LastCode);
        Assert.Equal(new("The billing", "outstanding", null, null), Assert.Single(scene.Receipts[request.Id]));
        Assert.Equal([LedgerCodes.RecipientGivenUp], scene.Codes(request.Id));
    }

    [Fact]
    public async Task Identifiers_are_sealed_while_the_telling_is_open_and_gone_at_its_end()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Callback, "email"));
        scene.Recipient.Script = _ => ScriptedRecipient.Taken;
        var request = await scene.BeginAsync();
        await scene.CallAsync();

        Assert.NotNull(scene.State(request.Id).Sealed);
        var secret = scene.Recipient.Told[0].Call.CallbackSecret!;
        Assert.StartsWith(CallbackSecret.Prefix, secret, StringComparison.Ordinal);
        foreach (var text in (string[])[scene.Everything(), string.Join('\n', scene.RunnerLog.Lines), scene.Recipient.Told[0].Call.ToString()])
        {
            Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        Assert.True(await scene.Confirmations().NoteAsync(request.Id, "billing", secret, true, RecipientScene.Token));
        Assert.Null(scene.State(request.Id).Sealed);
    }

    [Fact]
    public async Task A_recipient_that_fails_is_told_again_with_the_same_key_after_growing_pauses()
    {
        var scene = new RecipientScene();
        var failures = 4;
        scene.Recipient.Script = _ => failures-- > 0 ? ScriptedRecipient.Broken : ScriptedRecipient.Deleted;
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(5, scene.Recipient.Told.Count);
        Assert.Single(scene.Recipient.Told.Select(t => t.Call.Key).Distinct());
        var pauses = scene.Recipient.Told.Zip(scene.Recipient.Told.Skip(1), (a, b) => b.At - a.At).ToList();
        Assert.Equal(pauses.Order(), pauses);
        Assert.True(pauses[0] >= TimeSpan.FromSeconds(5) && pauses[^1] >= TimeSpan.FromHours(2));
        Assert.Equal("confirmed", (await scene.FactAsync(request.Id)).Status);
    }

    [Fact]
    public async Task A_wish_to_be_left_alone_is_respected()
    {
        var scene = new RecipientScene();
        var wishes = 1;
        scene.Recipient.Script = _ => wishes-- > 0 ? ScriptedRecipient.Broken with { RetryAfter = TimeSpan.FromHours(3) } : ScriptedRecipient.Deleted;
        await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromDays(1));

        Assert.True(scene.Recipient.Told[1].At - scene.Recipient.Told[0].At >= TimeSpan.FromHours(3));
    }

    [Fact]
    public async Task A_refusal_is_final_and_an_error_for_somebody_to_read()
    {
        var scene = new RecipientScene();
        scene.Recipient.Script = _ => new(RecipientVerdict.Refused, "http-422");
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromDays(5));

        Assert.Single(scene.Recipient.Told);
        Assert.Equal("refused", Assert.Single(scene.Receipts[request.Id]).Status);
        Assert.Equal([LedgerCodes.RecipientRefused], scene.Codes(request.Id));
        Assert.Contains(scene.RunnerLog.Lines, l => l.StartsWith("Error", StringComparison.Ordinal) && l.Contains("http-422", StringComparison.Ordinal));
        Assert.Null(scene.State(request.Id).Sealed);
    }

    [Fact]
    public async Task The_deletion_waits_until_the_limit_and_its_receipt_lists_what_is_outstanding()
    {
        var scene = new RecipientScene();
        scene.Recipient.Script = _ => ScriptedRecipient.Broken;
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromDays(2.9));
        Assert.Empty(scene.Receipts);
        Assert.True((await scene.World.ReadAsync(request.Id)).IsOpen);

        await scene.PassAsync(TimeSpan.FromHours(5));
        Assert.Equal(RequestStatus.Completed, (await scene.World.ReadAsync(request.Id)).Status);
        Assert.Equal(new("The billing", "outstanding", null, null), Assert.Single(scene.Receipts[request.Id]));
    }

    [Fact]
    public async Task The_deletion_stops_waiting_a_day_before_the_law_s_limit()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing") with { ConfirmWithin = IsoDuration.FromDays(300) });
        scene.Recipient.Script = _ => ScriptedRecipient.Broken;
        var request = await scene.BeginAsync();
        await scene.PassAsync(request.Due - scene.Now);

        Assert.Equal(request.Due.AddDays(-1), scene.State(request.Id).WaitUntil);
        Assert.Equal(RequestStatus.Completed, (await scene.World.ReadAsync(request.Id)).Status);
    }

    [Fact]
    public async Task A_confirmation_after_the_receipt_makes_one_supplement()
    {
        var scene = new RecipientScene();
        scene.Recipient.Script = _ => scene.Receipts.Count == 0 ? ScriptedRecipient.Broken : ScriptedRecipient.Deleted;
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromDays(8));

        Assert.Equal("outstanding", Assert.Single(scene.Receipts[request.Id]).Status);
        Assert.Equal("confirmed", Assert.Single(Assert.Single(scene.Supplements)).Status);
        Assert.Equal(scene.World.Ledger.Entries.Count(e => e.Reference == request.LedgerReference), scene.World.Ledger.AnchoredAt[request.LedgerReference]);
    }

    [Fact]
    public async Task A_telling_is_given_up_after_a_month_and_a_late_callback_still_counts()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing", ConfirmedBy.Callback));
        scene.Recipient.Script = _ => ScriptedRecipient.Taken;
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromDays(35));

        Assert.Equal((RecipientStatus.GivenUp, null), (scene.State(request.Id).Status, scene.State(request.Id).Sealed));
        Assert.Equal("outstanding", (await scene.FactAsync(request.Id)).Status);
        Assert.InRange(scene.Recipient.Told.Count, 20, 40);
        Assert.Contains(scene.RunnerLog.Lines, l => l.StartsWith("Error", StringComparison.Ordinal));

        Assert.True(await scene.Confirmations().NoteAsync(request.Id, "billing", scene.Recipient.Told[0].Call.CallbackSecret!, true, RecipientScene.Token));
        Assert.Equal("confirmed", (await scene.FactAsync(request.Id)).Status);
        Assert.Single(scene.Supplements);
    }

    [Fact]
    public async Task Without_an_address_nobody_is_waited_for_and_housekeeping_begins_once_there_is_one()
    {
        var scene = new RecipientScene();
        scene.Recipient.IsThere = false;
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(RequestStatus.Completed, (await scene.World.ReadAsync(request.Id)).Status);
        Assert.Equal("outstanding", Assert.Single(scene.Receipts[request.Id]).Status);

        scene.Recipient.IsThere = true;
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("confirmed", (await scene.FactAsync(request.Id)).Status);
        Assert.Single(scene.Supplements);
    }

    [Fact]
    public async Task A_lost_message_is_sent_again()
    {
        var scene = new RecipientScene();
        await scene.BeginAsync();
        var lost = (await scene.World.Queue.TryReceiveAsync(QueueNames.Webhook, TimeSpan.FromMinutes(1), RecipientScene.Token))!;
        await scene.World.Queue.CompleteAsync(lost, RecipientScene.Token);
        await scene.PassAsync(TimeSpan.FromHours(1));

        Assert.Single(scene.Recipient.Told);
    }

    [Fact]
    public async Task The_state_goes_when_the_request_is_gone()
    {
        var scene = new RecipientScene();
        var request = await scene.BeginAsync();
        await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.NotNull(scene.World.Objects.Bytes(ObjectNames.Recipient(request.Id, "billing")));

        await scene.World.Objects.DeleteAsync(ObjectNames.Request(request.Id), WriteCondition.None, RecipientScene.Token);
        await scene.PassAsync(TimeSpan.FromDays(2));
        Assert.Null(scene.World.Objects.Bytes(ObjectNames.Recipient(request.Id, "billing")));
    }
}
