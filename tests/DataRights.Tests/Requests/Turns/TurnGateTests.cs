using DataRights.Requests.Turns;
using DataRights.Testing;
using Xunit;

namespace DataRights.Tests.Requests.Turns;

public sealed class TurnGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(90);

    private readonly ManualTimeProvider clock = new();
    private readonly Lane database = new("MainDb", 2, 1);
    private readonly TurnGate gate;

    public TurnGateTests() => gate = new TurnGate(clock, Patience, Memory);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_than_the_limit_have_a_turn_and_the_longest_due_is_next()
    {
        var first = await TakeAsync("a");
        using var second = await TakeAsync("b");
        var late = gate.TakeAsync(Ask("c", minutes: 5), Token);
        var early = gate.TakeAsync(Ask("d", minutes: 1), Token);
        Assert.False(late.IsCompleted || early.IsCompleted);

        first.Dispose();
        using var next = await early;
        Assert.Equal("d", next!.Ask.RequestId);
        Assert.False(late.IsCompleted);
        Assert.Equal(2, gate.Look([database])[0].Held);

        next.Dispose();
        (await late)!.Dispose();
    }

    [Fact]
    public async Task A_run_waits_so_long_and_no_longer_and_takes_nothing_then()
    {
        using var first = await TakeAsync("a");
        var second = await TakeAsync("b");
        var third = gate.TakeAsync(Ask("c"), Token);
        clock.Advance(Patience);
        Assert.Null(await third);

        second.Dispose();
        Assert.Equal(1, gate.Look([database])[0].Held);
    }

    [Fact]
    public async Task A_run_that_is_stopped_while_it_waits_takes_nothing()
    {
        using var first = await TakeAsync("a");
        var second = await TakeAsync("b");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var third = gate.TakeAsync(Ask("c"), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);

        second.Dispose();
        Assert.Equal(1, gate.Look([database])[0].Held);
    }

    [Fact]
    public async Task A_large_run_leaves_room_for_small_ones_and_is_turned_away_without_waiting()
    {
        using var large = await TakeAsync("a", large: true);
        Assert.Null(await gate.TakeAsync(Ask("b", large: true), Token));
        using var small = await TakeAsync("c");
        Assert.Equal(new LaneState("MainDb", 2, 2, 1, 1), gate.Look([database])[0]);
    }

    [Fact]
    public async Task A_run_that_grows_stays_when_there_is_room_and_leaves_when_there_is_not()
    {
        var one = await TakeAsync("a");
        var other = await TakeAsync("b");
        Assert.True(one.TryGrow());
        Assert.True(one.TryGrow());
        Assert.False(other.TryGrow());
        one.Dispose();
        Assert.True(other.TryGrow());
        other.Dispose();
        other.Dispose();
        Assert.Equal(new LaneState("MainDb", 2, 0, 1, 0), gate.Look([database])[0]);
    }

    [Fact]
    public async Task A_large_run_that_was_turned_away_is_not_overtaken_by_a_younger_one_while_it_is_expected()
    {
        var first = await TakeAsync("a", large: true);
        Assert.Null(await gate.TakeAsync(Ask("old", 1, large: true), Token));
        first.Dispose();

        Assert.Null(await gate.TakeAsync(Ask("young", 2, large: true), Token));
        using var old = await TakeAsync("old", 1, large: true);
        Assert.Null(await gate.TakeAsync(Ask("young", 2, large: true), Token));
        old.Dispose();
        (await TakeAsync("young", 2, large: true)).Dispose();
    }

    [Fact]
    public async Task One_that_never_comes_back_is_waited_for_no_longer_than_remembered()
    {
        var first = await TakeAsync("a", large: true);
        Assert.Null(await gate.TakeAsync(Ask("gone", 1, large: true), Token));
        first.Dispose();
        clock.Advance(Memory);
        (await TakeAsync("young", 2, large: true)).Dispose();
    }

    [Fact]
    public async Task An_expected_one_that_could_not_go_anyway_keeps_nobody_from_what_is_free()
    {
        var exports = new Lane("export-jobs", int.MaxValue, 1);
        var deletions = new Lane("deletion-jobs", int.MaxValue, 1);
        var wide = new Lane("MainDb", 4, 2);
        using var busy = await gate.TakeAsync(new TurnAsk("a", clock.GetUtcNow(), [wide, deletions], true), Token);
        Assert.Null(await gate.TakeAsync(new TurnAsk("b", clock.GetUtcNow(), [wide, deletions], true), Token));
        using var export = await gate.TakeAsync(new TurnAsk("c", clock.GetUtcNow().AddMinutes(1), [wide, exports], true), Token);
        Assert.NotNull(export);
    }

    [Fact]
    public async Task A_waiting_large_run_keeps_its_place_among_the_large_ones()
    {
        var one = await TakeAsync("a");
        using var two = await TakeAsync("b");
        var large = gate.TakeAsync(Ask("c", 1, large: true), Token);
        Assert.False(large.IsCompleted);
        Assert.Null(await gate.TakeAsync(Ask("d", large: true), Token));
        var small = gate.TakeAsync(Ask("e", 2), Token);

        one.Dispose();
        using var got = await large;
        Assert.False(small.IsCompleted);
        clock.Advance(Patience);
        Assert.Null(await small);
        Assert.Equal(new LaneState("MainDb", 2, 2, 1, 1), gate.Look([database])[0]);
    }

    private TurnAsk Ask(string id, int minutes = 0, bool large = false) => new(id, clock.GetUtcNow().AddMinutes(minutes), [database], large);

    private async Task<Turn> TakeAsync(string id, int minutes = 0, bool large = false) =>
        await gate.TakeAsync(Ask(id, minutes, large), Token) ?? throw new InvalidOperationException("It was turned away.");
}
