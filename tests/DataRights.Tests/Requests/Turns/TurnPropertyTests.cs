using DataRights.Requests.Turns;
using DataRights.Testing;
using Xunit;

namespace DataRights.Tests.Requests.Turns;

/// <summary>Random arrivals, sizes, limits, failures and cancellations. What is checked is said where it is checked.</summary>
public sealed class TurnPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Limits_hold_order_is_kept_and_every_request_ends(int seed)
    {
        for (var round = 0; round < 25; round++)
        {
            var random = new Random((seed * 1000) + round);
            await new Simulation(random).RunAsync();
        }
    }

    private sealed class Asker(string id, DateTimeOffset since, bool isLarge)
    {
        public string Id { get; } = id;

        public DateTimeOffset Since { get; } = since;

        /// <summary>Whether it is large; it does not say so before it was told to give way once, or has grown.</summary>
        public bool IsLarge { get; } = isLarge;

        public bool IsKnownLarge { get; set; }

        public Task<Turn?>? Asking { get; set; }

        public CancellationTokenSource Stop { get; set; } = new();

        public Turn? Turn { get; set; }

        public DateTimeOffset BackAt { get; set; }

        /// <summary>Until when its place among the large ones is kept at the least, after it was turned away.</summary>
        public DateTimeOffset? ExpectedUntil { get; set; }

        public bool IsDone { get; set; }
    }

    private sealed class Simulation
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
        private static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);
        private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(8);

        private readonly Random random;
        private readonly ManualTimeProvider clock = new();
        private readonly Lane[] lanes;
        private readonly TurnGate gate;
        private readonly List<Asker> requests;

        public Simulation(Random random)
        {
            this.random = random;
            lanes = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => random.Next(1, 9)).Select((limit, i) => new Lane($"c{i}", limit, Lane.ForLarge(limit)))];
            gate = new TurnGate(clock, Patience, 3 * Delay);
            requests = [.. Enumerable.Range(0, random.Next(5, 40)).Select(i => new Asker($"r{i}", clock.GetUtcNow().AddSeconds(random.Next(30)), random.Next(3) == 0))];
        }

        public async Task RunAsync()
        {
            for (var step = 0; requests.Any(r => !r.IsDone); step++)
            {
                Assert.True(step < 100_000, "It does not come to an end.");
                await StepAsync();
                await CheckAsync();
            }

            // Nothing was lost on the way: not by an end, a failure, a cancellation or giving way.
            Assert.All(gate.Look(lanes), l => Assert.Equal((0, 0), (l.Held, l.Large)));
        }

        private async Task StepAsync()
        {
            var request = requests[random.Next(requests.Count)];
            if (request.IsDone)
            {
                return;
            }

            if (request.Turn is { } turn)
            {
                Work(request, turn);
            }
            else if (request.Asking is { } asking)
            {
                if (random.Next(10) == 0)
                {
                    await request.Stop.CancelAsync();
                    await SettleAsync(request, asking);
                }
            }
            else if (request.BackAt <= clock.GetUtcNow())
            {
                request.Stop = new CancellationTokenSource();
                request.Asking = gate.TakeAsync(new TurnAsk(request.Id, request.Since, lanes, request.IsKnownLarge), request.Stop.Token);
                if (request.IsKnownLarge && request.Asking is not { IsCompletedSuccessfully: true, Result: null })
                {
                    AssertNotOvertaking(request);
                }
            }

            if (random.Next(4) == 0)
            {
                clock.Advance(LongestStep * random.NextDouble());
            }
        }

        private void Work(Asker request, Turn turn)
        {
            if (request.IsLarge && !turn.IsLarge)
            {
                request.IsKnownLarge = true;
                if (!turn.TryGrow())
                {
                    Leave(request, turn);
                    Expect(request);
                    return;
                }

                AssertNotOvertaking(request);
            }

            switch (random.Next(4))
            {
                case 0:
                    // The work failed, and is tried again.
                    Leave(request, turn);
                    break;
                case 1:
                    Leave(request, turn);
                    request.IsDone = true;
                    break;
            }
        }

        private void Leave(Asker request, Turn turn)
        {
            turn.Dispose();
            request.Turn = null;
            request.BackAt = clock.GetUtcNow() + Delay;
        }

        private async Task SettleAsync(Asker request, Task<Turn?> asking)
        {
            try
            {
                request.Turn = await asking;
            }
            catch (OperationCanceledException)
            {
                // Stopped while it waited; it comes again.
            }

            if (request.Turn is null && request.IsKnownLarge)
            {
                Expect(request);
            }

            request.Asking = null;
            request.BackAt = request.Turn is null ? clock.GetUtcNow() + Delay : request.BackAt;
        }

        private async Task CheckAsync()
        {
            var waiting = requests.Where(r => r.Asking is not null).ToList();
            var granted = new List<Asker>();
            foreach (var request in waiting)
            {
                // A grant is passed on by another thread; the gate's own count says whether one is under way.
                while (!request.Asking!.IsCompleted && gate.Look(lanes)[0].Held > requests.Count(r => r.Turn is not null || r.Asking is { IsCompletedSuccessfully: true, Result: not null }))
                {
                    await Task.Yield();
                }
            }

            foreach (var request in waiting.Where(r => r.Asking!.IsCompleted))
            {
                await SettleAsync(request, request.Asking!);
                if (request.Turn is not null)
                {
                    granted.Add(request);
                }
            }

            foreach (var lane in gate.Look(lanes))
            {
                Assert.InRange(lane.Held, 0, lane.Limit!.Value);
                Assert.InRange(lane.Large, 0, Math.Max(1, lane.Limit.Value / 2));
            }

            // Who still waits waits for something, and is not older than who was let in just now.
            var left = requests.Where(r => r.Asking is not null).ToList();
            Assert.True(left.Count == 0 || gate.Look(lanes).Any(l => l.Held == l.Limit), "Somebody waits though there is room.");
            Assert.All(granted, g => Assert.DoesNotContain(left, r => r.Since < g.Since));
        }

        private void Expect(Asker request) => request.ExpectedUntil = clock.GetUtcNow() + (3 * Delay) - LongestStep;

        /// <summary>Whoever joins the large ones leaves room for all older ones that were turned away and are expected back.</summary>
        private void AssertNotOvertaking(Asker request)
        {
            request.ExpectedUntil = null;
            var expected = requests.Count(r => r is { Asking: null, Turn: null } && r.Since < request.Since && r.ExpectedUntil > clock.GetUtcNow());
            Assert.All(gate.Look(lanes), l => Assert.InRange(l.Large + expected, 1, l.MostLarge));
        }
    }
}
