using DataRights.Api.Intake;
using DataRights.Azure.Tests.Queueing;
using DataRights.Functions.Queues;
using DataRights.Functions.Tests.Fakes;
using DataRights.Storage;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;

namespace DataRights.Functions.Tests.Messages;

public sealed class IntakeTests : IAsyncDisposable
{
    private const string Canary = "jane.canary@example.org";

    private readonly Head head = new();
    private readonly FakeActions actions = new();

    [Fact]
    public async Task What_is_accepted_is_completed()
    {
        await AcceptAsync();
        Assert.Equal([("jwe", "m-1")], head.Intake.Given);
        Assert.Equal(["complete"], actions.Calls);
        Assert.Empty(head.Bus.Sent);
    }

    [Fact]
    public async Task What_is_refused_is_recorded_by_code_and_completed()
    {
        using var probe = new TelemetryProbe();
        head.Intake.Answer = _ => IntakeResult.Refused("malformed");
        await head.Function<AcceptRequest>().RunAsync(Deliveries.Of(Canary, Canary), actions, Head.Token);
        Assert.Equal(["complete"], actions.Calls);
        Assert.Equal(new() { ["code=malformed queue=requests"] = 1 }, probe.Sums(MetricCatalog.Rejected));
        Assert.Contains(head.Log.Lines, l => l.Contains("refused: malformed", StringComparison.Ordinal));
        Assert.DoesNotContain(head.Log.Lines, l => l.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trouble_brings_it_back_under_the_same_original_id_and_never_gives_it_up()
    {
        head.Intake.Answer = _ => throw new StoreException("down", transient: true);
        var message = Deliveries.Of("jwe", "m-1");
        for (var i = 0; i < 30; i++)
        {
            await head.Function<AcceptRequest>().RunAsync(message, actions, Head.Token);
            message = FakeServiceBus.Delivered(head.Bus.Sent[^1].Message);
        }

        Assert.All(head.Intake.Given, g => Assert.Equal(("jwe", "m-1"), g));
        Assert.Equal(30, head.Bus.Sent.Count);
        Assert.All(head.Bus.Sent, s => Assert.Equal("requests", s.Queue));
        Assert.All(actions.Calls, c => Assert.Equal("complete", c));
        Assert.InRange(head.Bus.Sent[^1].Message.ScheduledEnqueueTime - head.Clock.GetUtcNow(), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_defect_is_trouble_too_and_its_text_is_not_logged()
    {
        head.Intake.Answer = _ => throw new FormatException(Canary);
        await AcceptAsync();
        Assert.Single(head.Bus.Sent);
        Assert.Contains(head.Log.Lines, l => l.Contains("internal-error (FormatException)", StringComparison.Ordinal));
        Assert.DoesNotContain(head.Log.Lines, l => l.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_stops_gives_it_back_at_once()
    {
        head.Intake.Answer = t =>
        {
            t.ThrowIfCancellationRequested();
            return IntakeResult.Accepted("r-1");
        };
        await head.Function<AcceptRequest>().RunAsync(Deliveries.Of("jwe", "m-1"), actions, new CancellationToken(canceled: true));
        Assert.Equal(default, Assert.Single(head.Bus.Sent).Message.ScheduledEnqueueTime);
        Assert.Equal(["complete"], actions.Calls);
    }

    public ValueTask DisposeAsync() => head.DisposeAsync();

    private Task AcceptAsync() => head.Function<AcceptRequest>().RunAsync(Deliveries.Of("jwe", "m-1"), actions, Head.Token);
}
