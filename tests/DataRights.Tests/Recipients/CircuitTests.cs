using DataRights.Recipients;
using Xunit;

namespace DataRights.Tests.Recipients;

public sealed class CircuitTests
{
    private const int People = 60;

    [Fact]
    public async Task A_dead_recipient_is_not_hammered_by_all_that_wait_for_it()
    {
        var scene = new RecipientScene();
        scene.Recipient.Script = _ => ScriptedRecipient.Broken;
        await BeginAllAsync(scene);
        await scene.PassAsync(TimeSpan.FromDays(1));

        // Five until it opens, then one for each pause, of which the longest is an hour.
        Assert.InRange(scene.Recipient.Told.Count, Circuits.Threshold + 10, Circuits.Threshold + 31);
        var probes = scene.Recipient.Told.Skip(Circuits.Threshold).ToList();
        Assert.All(probes.Zip(probes.Skip(1), (a, b) => b.At - a.At), pause => Assert.True(pause >= TimeSpan.FromMinutes(1), $"{pause}"));
    }

    [Fact]
    public async Task A_recipient_that_is_back_is_told_of_everybody_once()
    {
        var scene = new RecipientScene();
        scene.Recipient.Script = _ => ScriptedRecipient.Broken;
        await BeginAllAsync(scene);
        await scene.PassAsync(TimeSpan.FromHours(6));
        var before = scene.Recipient.Told.Count;

        scene.Recipient.Script = _ => ScriptedRecipient.Deleted;
        await scene.PassAsync(TimeSpan.FromHours(12));

        Assert.Equal(People, scene.Recipient.Told.Count - before);
        Assert.Equal(People, scene.Recipient.Told.Skip(before).Select(t => t.Call.Key).Distinct().Count());
        Assert.DoesNotContain(scene.World.Objects.Everything(), o => o.Name.StartsWith("circuits/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_recipient_s_trouble_is_not_another_s()
    {
        var scene = new RecipientScene(RecipientScene.Told("billing"), RecipientScene.Told("mail"));
        scene.Recipient.Script = call => call.Connection == "MAIL" ? ScriptedRecipient.Deleted : ScriptedRecipient.Broken;
        for (var user = 2; user < 42; user += 2)
        {
            await scene.BeginAsync(Text(user));
        }

        await scene.CallAsync();
        Assert.Equal(20, scene.Recipient.Told.Count(t => t.Call.Connection == "MAIL"));
        Assert.Equal(Circuits.Threshold, scene.Recipient.Told.Count(t => t.Call.Connection == "BILLING"));
    }

    [Fact]
    public async Task Of_many_that_come_when_the_pause_is_over_one_probes()
    {
        var scene = new RecipientScene();
        var circuits = new Circuits(scene.World.Objects, scene.World.Clock);
        for (var i = 0; i < Circuits.Threshold; i++)
        {
            await circuits.NoteAsync("billing", await circuits.EnterAsync("billing", RecipientScene.Token), ScriptedRecipient.Broken);
        }

        Assert.NotNull((await circuits.EnterAsync("billing", RecipientScene.Token)).ClosedUntil);
        scene.World.Clock.Advance(TimeSpan.FromMinutes(2));
        var entries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => circuits.EnterAsync("billing", RecipientScene.Token)));
        Assert.Single(entries, e => e.Probes);
        Assert.Equal(19, entries.Count(e => e.ClosedUntil > scene.Now));

        // A prober that died does not keep the recipient closed.
        scene.World.Clock.Advance(Circuits.ProbeTime);
        Assert.True((await circuits.EnterAsync("billing", RecipientScene.Token)).Probes);
    }

    [Fact]
    public async Task A_refusal_is_no_failure_of_the_recipient()
    {
        var scene = new RecipientScene();
        scene.Recipient.Script = _ => new(RecipientVerdict.Refused, "http-422");
        await BeginAllAsync(scene);
        await scene.CallAsync();

        Assert.Equal(People, scene.Recipient.Told.Count);
    }

    private static async Task BeginAllAsync(RecipientScene scene)
    {
        for (var user = 1; user <= People; user++)
        {
            await scene.BeginAsync(Text(user * 2));
        }
    }

    private static string Text(int user) => user.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
