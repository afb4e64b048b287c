using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class RequestTransitionsTests
{
    /// <summary>The table once more, as a person would read it off the design: from, then what may follow.</summary>
    private static readonly Dictionary<RequestStatus, string> Table = new()
    {
        [RequestStatus.Accepted] = "Scheduled Queued Completed Cancelled",
        [RequestStatus.Scheduled] = "Queued Running Cancelled",
        [RequestStatus.Queued] = "Running Cancelled Failed",
        [RequestStatus.Running] = "Running Queued Waiting Completed Failed Cancelled",
        [RequestStatus.Waiting] = "Queued Cancelled Failed",
        [RequestStatus.Failed] = "Queued",
        [RequestStatus.Completed] = "",
        [RequestStatus.Cancelled] = "",
    };

    [Fact]
    public void Every_pair_is_legal_or_raises()
    {
        foreach (var from in Enum.GetValues<RequestStatus>())
        {
            foreach (var to in Enum.GetValues<RequestStatus>())
            {
                var legal = Table[from].Split(' ').Contains(to.ToString());
                Assert.Equal(legal, RequestTransitions.IsLegal(from, to));
                var raised = Record.Exception(() => In(from).To(to, World.Start));
                Assert.Equal(legal, raised is null);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_is_done_to_requests_in_whatever_order_their_states_follow_the_table_and_all_come_to_rest(int seed)
    {
        var random = new Random(seed);
        var world = new World();
        var last = new Dictionary<string, RequestRecord>();
        for (var i = 0; i < 400; i++)
        {
            await ActAsync(world, random, [.. last.Keys]);
            foreach (var now in await world.AllAsync())
            {
                AssertFollows(last.GetValueOrDefault(now.Id), now);
                last[now.Id] = now;
            }
        }

        foreach (var waiting in last.Values.Where(r => r.Status == RequestStatus.Waiting))
        {
            await world.Service().RetryAsync(waiting.Id, World.Token);
        }

        await world.RunUntilQuietAsync(new TestJob());
        Assert.Empty(world.Claims());
        Assert.All(await world.AllAsync(), r => Assert.False(r.IsOpen));
    }

    private static async Task ActAsync(World world, Random random, string[] ids)
    {
        var id = ids.Length > 0 ? ids[random.Next(ids.Length)] : Guid.NewGuid().ToString();
        var job = new TestJob((run, ct) => random.Next(6) switch
        {
            0 => Task.FromResult(JobResult.Continue),
            1 => Task.FromResult(JobResult.Waiting("why", ["Because."])),
            2 => Task.FromResult(JobResult.Failed("why", ["Because."])),
            3 => throw new TimeoutException(),
            4 => throw new FormatException(),
            _ => TestJob.OneStepAsync(run, ct),
        });
        var crash = random.Next(3) == 0 ? new CrashPoint(random.Next(10)) : CrashPoint.Never;
        Func<Task> act = random.Next(7) switch
        {
            0 or 1 => () => world.Service(crash).SubmitAsync(
                World.Ask((RequestKind)random.Next(3), $"{random.Next(2)}2", random.Next(2) == 0 ? null : $"{random.Next(40)}", random.Next(2) == 0), World.Token),
            2 => () => world.Service(crash).CancelAsync(id, World.Token),
            3 => () => world.Service(crash).RetryAsync(id, World.Token),
            4 => () => world.Housekeeping(crash).RunAsync(World.Token),
            _ => () => world.DeliverAsync(world.Runner(job, crash)),
        };
        var raised = await Record.ExceptionAsync(act);
        Assert.True(raised is null or RequestRefusedException or CrashPoint.CrashException, raised?.ToString());
        world.Clock.Advance(TimeSpan.FromMinutes(random.Next(200)));
    }

    private static void AssertFollows(RequestRecord? before, RequestRecord now)
    {
        if (before is null)
        {
            return;
        }

        Assert.True(now.Version >= before.Version && now.Epoch >= before.Epoch, $"{before} went back to {now}");
        Assert.True(now.Status == before.Status || Reachable(before.Status).Contains(now.Status), $"{before.Status} to {now.Status}");
        Assert.Equal(!now.IsOpen, now.Ended is not null);
    }

    /// <summary>One action may take several steps.</summary>
    private static HashSet<RequestStatus> Reachable(RequestStatus from)
    {
        var reached = new HashSet<RequestStatus>();
        var todo = new Stack<RequestStatus>([from]);
        while (todo.TryPop(out var status))
        {
            foreach (var next in Enum.GetValues<RequestStatus>().Where(next => Table[status].Split(' ').Contains(next.ToString()) && reached.Add(next)))
            {
                todo.Push(next);
            }
        }

        return reached;
    }

    private static RequestRecord In(RequestStatus status) => new()
    {
        Id = "x",
        Kind = RequestKind.Access,
        Status = status,
        LedgerReference = "x",
        Received = World.Start,
        Due = World.Start,
        Version = 1,
        Epoch = 0,
    };
}
