using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Tests.Webhooks;
using Xunit;

namespace DataRights.Tests.Requests;

/// <summary>One export of a person a day, unless an operator allows another.</summary>
public sealed class ExportSpacingTests
{
    private readonly World world = new(exportEvery: IsoDuration.FromDays(1));

    [Theory]
    [InlineData(RequestKind.Access)]
    [InlineData(RequestKind.Portability)]
    public async Task A_second_export_within_a_day_is_refused_until_the_day_is_over(RequestKind second)
    {
        await SubmitAsync(RequestKind.Access);
        await world.RunUntilQuietAsync(new TestJob());
        var now = world.Clock.GetUtcNow();
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => SubmitAsync(second));
        Assert.Equal(("export-too-soon", World.Start.AddDays(1) - now), (refused.Code, refused.RetryAfter));
        Assert.DoesNotContain("Canary", refused.Message, StringComparison.Ordinal);

        await SubmitAsync(second, "4");
        await SubmitAsync(RequestKind.Deletion);
        world.Clock.Advance(World.Start.AddDays(1) - now);
        Assert.True((await SubmitAsync(second)).Created);
    }

    [Fact]
    public async Task One_that_is_open_is_answered_with_itself_and_refuses_the_other_kind()
    {
        var first = await SubmitAsync(RequestKind.Access);
        Assert.Equal(first.Request.Id, (await SubmitAsync(RequestKind.Access)).Request.Id);
        await Assert.ThrowsAsync<RequestRefusedException>(() => SubmitAsync(RequestKind.Portability));
        Assert.Single(await world.AllAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_cancelled_or_failed_does_not_count(bool cancelled)
    {
        var first = (await SubmitAsync(RequestKind.Access)).Request.Id;
        if (cancelled)
        {
            await world.Service().CancelAsync(first, World.Token);
        }
        else
        {
            await world.DeliverAsync(world.Runner(new TestJob((_, _) => Task.FromResult(JobResult.Failed("no-luck", ["Because."])))));
        }

        Assert.True((await SubmitAsync(RequestKind.Portability)).Created);
    }

    [Fact]
    public async Task A_deletion_does_not_count()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion) with { WaiveGrace = true }, World.Token);
        await world.RunUntilQuietAsync(new TestJob());

        Assert.True((await SubmitAsync(RequestKind.Access)).Created);
    }

    [Fact]
    public async Task The_time_runs_from_the_last_export_that_was_allowed()
    {
        await SubmitAsync(RequestKind.Access);
        await world.RunUntilQuietAsync(new TestJob());
        world.Clock.Advance(TimeSpan.FromHours(5));
        var second = (await SubmitAsync(RequestKind.Portability, allowedBy: "operator")).Request.Received;
        await world.RunUntilQuietAsync(new TestJob());

        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => SubmitAsync(RequestKind.Access));
        Assert.Equal(second.AddDays(1) - world.Clock.GetUtcNow(), refused.RetryAfter);
    }

    [Fact]
    public async Task An_operator_allows_another_and_the_ledger_says_by_which_role()
    {
        var first = (await SubmitAsync(RequestKind.Access, allowedBy: "operator")).Request;
        await world.RunUntilQuietAsync(new TestJob());
        var second = (await SubmitAsync(RequestKind.Access, allowedBy: "operator")).Request;

        Assert.Equal((null, "operator"), (first.RepeatAllowedBy, second.RepeatAllowedBy));
        Assert.DoesNotContain(LedgerCodes.RepeatAllowed, world.Codes(first));
        Assert.Equal("operator", Assert.Single(world.Ledger.Entries, e => e.Code == LedgerCodes.RepeatAllowed).Facts["allowed-by-role"]);
        await world.RunUntilQuietAsync(new TestJob());
        await Assert.ThrowsAsync<RequestRefusedException>(() => SubmitAsync(RequestKind.Access));
    }

    [Fact]
    public async Task A_key_that_was_refused_may_be_used_again_when_the_time_has_come()
    {
        await SubmitAsync(RequestKind.Access);
        await world.RunUntilQuietAsync(new TestJob());
        await Assert.ThrowsAsync<RequestRefusedException>(() => SubmitAsync(RequestKind.Access, key: "k"));
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await SubmitAsync(RequestKind.Access, key: "k")).Created);
    }

    [Fact]
    public async Task A_sender_that_sees_no_answer_hears_by_webhook_that_it_was_too_soon_and_nothing_of_the_person_is_kept()
    {
        world.Announces = true;
        var receiver = new ScriptedReceiver(world);
        await SubmitAsync(RequestKind.Access);
        await world.DeliverAsync(world.Runner(new TestJob()));
        var ask = World.Ask(RequestKind.Access, key: "intake:1") with { RecordsRefusal = true, ClientReference = "mine" };
        var refused = (await world.Service().SubmitAsync(ask, World.Token)).Request;
        Assert.Equal(refused.Id, (await world.Service().SubmitAsync(ask, World.Token)).Request.Id);
        while (await world.Queue.TryReceiveAsync(QueueNames.Webhook, TimeSpan.FromMinutes(1), World.Token) is { } message)
        {
            await world.Sender(receiver).RunAsync(message.Message, message.DeliveryCount, World.Token);
            await world.Queue.CompleteAsync(message, World.Token);
        }

        var record = await world.ReadAsync(refused.Id);
        Assert.Equal((RequestStatus.Cancelled, "export-too-soon"), (record.Status, record.Outcome));
        Assert.Equal([LedgerCodes.Received, LedgerCodes.Cancelled], world.Codes(record));
        Assert.Null(record.SealedRootKey ?? record.SealedIdentifiers ?? record.SubjectReference);
        var told = Assert.Single(receiver.FirstArrivals(refused.Id));
        Assert.Equal(("request.cancelled", "export-too-soon", "mine"), (told.Type, told.Outcome, told.ClientReference));
        Assert.Empty(world.Claims());
    }

    [Fact]
    public async Task Of_two_kinds_at_once_one_is_taken_at_most_and_one_by_the_next_try()
    {
        for (var round = 0; round < 50; round++)
        {
            var one = new ExportSpacingTests();
            var answers = await Task.WhenAll(new[] { RequestKind.Access, RequestKind.Portability }.Select(k => Task.Run(() => one.TryAsync(k))));
            Assert.True(answers.Count(a => a is null) <= 1, "Both were taken.");
            Assert.True((await one.world.AllAsync()).Count <= 1);
            if (answers.All(a => a is StoreException))
            {
                continue;
            }

            Assert.Single(await one.world.AllAsync());
        }
    }

    [Fact]
    public async Task A_claim_of_the_other_kind_whose_record_is_being_written_is_waited_for()
    {
        // The claim is the first effect without a key: the maker stops before its record.
        await Assert.ThrowsAsync<CrashPoint.CrashException>(() => world.Service(new CrashPoint(1)).SubmitAsync(World.Ask(RequestKind.Access), World.Token));
        var trouble = await Assert.ThrowsAsync<StoreException>(() => SubmitAsync(RequestKind.Portability));
        Assert.True(trouble.IsTransient);

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.Housekeeping().RunAsync(World.Token);
        Assert.True((await SubmitAsync(RequestKind.Portability)).Created);
    }

    [Fact]
    public async Task With_no_period_nothing_is_refused()
    {
        var off = new World();
        await off.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        Assert.True((await off.Service().SubmitAsync(World.Ask(RequestKind.Portability), World.Token)).Created);
    }

    private Task<SubmitResult> SubmitAsync(RequestKind kind, string user = "2", string? key = null, string? allowedBy = null) =>
        world.Service().SubmitAsync(World.Ask(kind, user, key) with { RepeatAllowedBy = allowedBy }, World.Token);

    private async Task<Exception?> TryAsync(RequestKind kind)
    {
        try
        {
            await SubmitAsync(kind);
            return null;
        }
        catch (Exception e) when (e is RequestRefusedException or StoreException)
        {
            return e;
        }
    }
}
