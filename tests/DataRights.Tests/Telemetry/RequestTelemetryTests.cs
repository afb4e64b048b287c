using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using DataRights.Tests.Requests;
using Xunit;

namespace DataRights.Tests.Telemetry;

public sealed class RequestTelemetryTests : IDisposable
{
    private readonly World world = new();
    private readonly TelemetryProbe probe = new();

    public void Dispose() => probe.Dispose();

    [Fact]
    public async Task A_request_counts_once_when_it_is_admitted_and_once_when_it_ends_however_often_anything_is_repeated()
    {
        var service = world.Service();
        var ask = World.Ask(RequestKind.Access, key: "a");
        var id = (await service.SubmitAsync(ask, World.Token)).Request.Id;
        await service.SubmitAsync(ask, World.Token);
        await service.SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        var runner = world.Runner(new TestJob());
        world.Clock.Advance(TimeSpan.FromSeconds(90));
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            await runner.RunAsync(new QueueMessage(id, 2), delivery, World.Token);
        }

        await world.Housekeeping().RunAsync(World.Token);

        Assert.Equal(new() { ["kind=access"] = 1 }, probe.Sums(MetricCatalog.RequestsSubmitted));
        Assert.Equal(new() { ["kind=access outcome=done status=completed"] = 1 }, probe.Sums(MetricCatalog.RequestsEnded));
        Assert.Equal(new() { ["kind=access status=completed"] = 90 }, probe.Sums(MetricCatalog.RequestDuration));
        Assert.Equal(new() { ["kind=access"] = 90 }, probe.Sums(MetricCatalog.RunWait));
        Assert.Equal(["code=done kind=access result=completed"], probe.Sums(MetricCatalog.RunDuration).Keys);
        Assert.Empty(probe.Sums(MetricCatalog.Troubles));
    }

    [Fact]
    public async Task A_request_for_nobody_counts_as_submitted_and_ended()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Portability, "1"), World.Token);

        Assert.Equal(["kind=portability"], probe.Sums(MetricCatalog.RequestsSubmitted).Keys);
        Assert.Equal(["kind=portability outcome=subject-not-found status=completed"], probe.Sums(MetricCatalog.RequestsEnded).Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task However_its_host_dies_a_request_never_counts_twice(int kind)
    {
        for (var point = 0; point < 40; point++)
        {
            var other = new World();
            probe.Clear();
            try
            {
                await other.Service(new CrashPoint(point)).SubmitAsync(World.Ask((RequestKind)(kind * 2), waive: kind == 1), World.Token);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                await other.Service().SubmitAsync(World.Ask((RequestKind)(kind * 2), waive: kind == 1), World.Token);
            }

            await other.DeliverAsync(other.Runner(new TestJob(), new CrashPoint(point)));
            await other.RunUntilQuietAsync(new TestJob());

            Assert.True(probe.Sums(MetricCatalog.RequestsSubmitted).Values.Sum() <= 1, $"Submitted twice, stopped at {point}.");
            Assert.True(probe.Sums(MetricCatalog.RequestsEnded).Values.Sum() <= 1, $"Ended twice, stopped at {point}.");
        }
    }

    [Fact]
    public async Task Each_way_that_a_run_ends_has_its_word()
    {
        var ways = new Queue<Func<JobResult>>(
        [
            () => JobResult.Continue,
            () => throw new InvalidOperationException("Nobody foresaw this."),
            () => throw new SourceException("main", "postgres-40001", transient: true),
            () => throw new StoreException("unreachable", transient: true),
            () => JobResult.Waiting("map-gap", ["A column."]),
        ]);
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        var runner = world.Runner(new TestJob((_, _) => Task.FromResult(ways.Dequeue()())));
        while (ways.Count > 0)
        {
            world.Clock.Advance(world.Options.LongestBackoff);
            Assert.True(await world.DeliverAsync(runner));
        }

        await world.Service().RetryAsync(id, World.Token);
        await world.DeliverAsync(world.Runner(new TestJob((_, _) => throw new SourceException("main", "postgres-42501", transient: false))));

        Assert.Equivalent(
            new[]
            {
                "code=none kind=access result=continued", "code=postgres-40001 kind=access result=retried", "code=unreachable kind=access result=retried",
                "code=internal-error kind=access result=retried", "code=map-gap kind=access result=waiting", "code=postgres-42501 kind=access result=failed",
            },
            probe.Sums(MetricCatalog.RunDuration).Keys,
            strict: true);
        Assert.Equivalent(
            new[]
            {
                "code=postgres-40001 kind=access lasting=false source=main", "code=unreachable kind=access lasting=false source=store",
                "code=internal-error kind=access lasting=false source=engine", "code=postgres-42501 kind=access lasting=true source=main",
            },
            probe.Sums(MetricCatalog.Troubles).Keys,
            strict: true);
        Assert.Equal(["kind=access outcome=postgres-42501 status=failed"], probe.Sums(MetricCatalog.RequestsEnded).Keys);
    }

    [Fact]
    public async Task A_run_that_was_overtaken_is_fenced_and_no_trouble()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        await world.DeliverAsync(world.Runner(new TestJob(async (run, token) =>
        {
            var stored = (await world.Store.ReadAsync(id, token))!;
            await world.Store.TryUpdateAsync(stored, stored.Record with { Epoch = 9 }, token);
            return await TestJob.OneStepAsync(run, token);
        })));

        Assert.Equal(["code=fenced kind=access result=fenced"], probe.Sums(MetricCatalog.RunDuration).Keys);
        Assert.Empty(probe.Sums(MetricCatalog.Troubles));
    }

    [Fact]
    public async Task A_host_that_stops_is_no_trouble()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        using var stop = new CancellationTokenSource();
        var runner = world.Runner(new TestJob(async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return JobResult.Continue;
        }));
        var message = (await world.Queue.TryReceiveAsync(QueueNames.Export, TimeSpan.FromMinutes(1), World.Token))!;
        await runner.RunAsync(message.Message, 1, stop.Token);

        Assert.Equal(["code=shutdown kind=access result=stopped"], probe.Sums(MetricCatalog.RunDuration).Keys);
        Assert.Empty(probe.Sums(MetricCatalog.Troubles));
    }
}
