using System.Text;
using DataRights.Mapping.Coverage;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using Xunit;

namespace DataRights.Tests.Deletion.Gate;

public sealed class SchemaDriftTests
{
    private const string Drifted = "code=column-undeclared source=main";
    private readonly GateWorld world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schemas_that_fit_give_a_gauge_of_0_and_no_line_in_the_log()
    {
        using var probe = new TelemetryProbe();
        var (chore, log) = world.Process();
        await chore.RunAsync(Token);

        Assert.Equal(new() { ["code=none source=main"] = 0, ["code=none source=letters"] = 0 }, probe.Last(MetricCatalog.MapDrift));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_source_is_compared_once_a_day_by_whichever_process_comes_first()
    {
        var (first, _) = world.Process();
        await first.RunAsync(Token);
        await first.RunAsync(Token);
        await world.Process().Chore.RunAsync(Token);
        Assert.Equal((1, 1), (world.Main.Asked, world.Letters.Asked));

        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Process().Chore.RunAsync(Token);
        await first.RunAsync(Token);
        Assert.Equal((2, 2), (world.Main.Asked, world.Letters.Asked));
    }

    [Fact]
    public async Task Drift_is_told_by_code_once_in_the_log_and_at_every_round_by_every_process()
    {
        world.AddColumn();
        var (first, log) = world.Process();
        await first.RunAsync(Token);
        var (second, silent) = world.Process();
        using var probe = new TelemetryProbe();
        await second.RunAsync(Token);

        Assert.Equal(1, probe.Last(MetricCatalog.MapDrift)[Drifted]);
        Assert.Contains("column-undeclared at users.phone", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.Empty(silent.Lines);
    }

    [Fact]
    public async Task What_is_mended_falls_back_to_0_on_the_next_day()
    {
        world.AddColumn();
        var (chore, _) = world.Process();
        await chore.RunAsync(Token);
        world.Main.Schema = Mapping.Coverage.SchemaSample.Live();
        world.Clock.Advance(TimeSpan.FromDays(1));
        using var probe = new TelemetryProbe();
        await chore.RunAsync(Token);

        Assert.Equal(0, probe.Last(MetricCatalog.MapDrift)[Drifted]);
    }

    [Fact]
    public async Task A_new_map_is_compared_at_once()
    {
        await world.Process().Chore.RunAsync(Token);
        world.Map = world.Map with { Hash = "another" };
        await world.Process().Chore.RunAsync(Token);
        Assert.Equal(2, world.Main.Asked);
    }

    [Fact]
    public async Task A_source_that_does_not_answer_is_trouble_and_keeps_no_other_from_its_due()
    {
        world.AddColumn();
        var (chore, _) = world.Process();
        await chore.RunAsync(Token);
        world.Clock.Advance(TimeSpan.FromDays(1));
        world.Main.Failure = new SourceException("main", "unreachable", true);
        using var probe = new TelemetryProbe();

        var failure = await Assert.ThrowsAsync<SourceException>(() => chore.RunAsync(Token));
        Assert.Equal("main", failure.SourceName);
        Assert.Equal(2, world.Letters.Asked);
        Assert.Equal(1, probe.Last(MetricCatalog.MapDrift)[Drifted]);

        world.Main.Failure = null;
        await chore.RunAsync(Token);
        Assert.Equal((3, 2), (world.Main.Asked, world.Letters.Asked));
    }

    [Fact]
    public async Task Who_loses_the_write_leaves_the_telling_to_the_winner()
    {
        world.AddColumn();
        var store = new Testing.FaultInjectingObjectStore(world.Store);
        var (loser, silent) = world.Process(store);
        var (winner, log) = world.Process();
        store.OnEffect = (_, _) =>
        {
            store.OnEffect = null;
            winner.RunAsync(Token).GetAwaiter().GetResult();
        };
        await loser.RunAsync(Token);

        Assert.Single(log.Lines);
        Assert.Empty(silent.Lines);
    }

    [Fact]
    public async Task A_state_of_an_unknown_version_is_refused()
    {
        await world.Store.TryWriteAsync(ObjectNames.DriftOf("main"), Encoding.UTF8.GetBytes("""{"schema":9}"""), WriteCondition.None, Token);
        await Assert.ThrowsAsync<RequestCorruptException>(() => world.Process().Chore.RunAsync(Token));
        Assert.Equal(0, world.Main.Asked);
    }

    [Fact]
    public void Every_code_of_the_check_is_one_that_a_series_may_bear() =>
        Assert.All(typeof(CoverageCodes).GetFields(), f => Assert.Matches("^[a-z]+(-[a-z]+)*$", (string)f.GetRawConstantValue()!));
}
