using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Recipients;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Recipients;

public sealed class FreezeTests
{
    [Fact]
    public async Task The_account_is_frozen_before_anything_is_told_or_erased()
    {
        var scene = Scene();
        scene.Recipient.Frozen = call =>
        {
            Assert.False(scene.RowIsGone);
            Assert.Empty(scene.Recipient.Told);
            return ScriptedRecipient.Deleted;
        };
        var request = await scene.BeginAsync();

        var call = Assert.Single(scene.Recipient.Freezes);
        Assert.Equal(($"{request.Id}/freeze", "FREEZE"), (call.Key, call.Connection));
        Assert.Equal([("user_id", "2")], call.Identifiers.Select(i => (i.Name, i.Value)));
        Assert.Contains(scene.World.Ledger.Entries, e => e.Code == LedgerCodes.Frozen && e.Reference == request.LedgerReference);
        Assert.True(scene.RowIsGone);
    }

    [Fact]
    public async Task A_hook_that_is_away_is_tried_again_and_nothing_is_erased_meanwhile()
    {
        var scene = Scene();
        scene.Recipient.Frozen = _ => ScriptedRecipient.Broken;
        var request = await scene.BeginAsync();
        Assert.Equal(RequestStatus.Queued, request.Status);
        Assert.False(scene.RowIsGone);

        scene.Recipient.Frozen = _ => ScriptedRecipient.Deleted;
        await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, scene.Recipient.Freezes.Count);
        Assert.Equal(RequestStatus.Completed, (await scene.World.ReadAsync(request.Id)).Status);
    }

    [Fact]
    public async Task A_hook_that_refuses_leaves_the_request_to_an_operator()
    {
        var scene = Scene();
        scene.Recipient.Frozen = _ => new(RecipientVerdict.Refused, "http-409");
        var request = await scene.BeginAsync();

        Assert.Equal((RequestStatus.Waiting, "freeze-refused"), (request.Status, request.Outcome));
        Assert.Contains("http-409", Assert.Single(request.Findings), StringComparison.Ordinal);
        Assert.False(scene.RowIsGone);
        Assert.Empty(scene.Recipient.Told);
    }

    [Fact]
    public async Task A_hook_without_an_address_is_not_passed_over()
    {
        var scene = Scene();
        scene.Recipient.IsThere = false;
        var request = await scene.BeginAsync();

        Assert.Equal((RequestStatus.Waiting, "freeze-refused"), (request.Status, request.Outcome));
        Assert.False(scene.RowIsGone);
    }

    private static RecipientScene Scene()
    {
        var scene = new RecipientScene();
        scene.Map = scene.Map with { Freeze = new FreezeRule("FREEZE", ["user_id"], TimeSpan.FromMinutes(1)) };
        return scene;
    }
}
