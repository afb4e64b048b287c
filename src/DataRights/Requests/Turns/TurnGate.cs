namespace DataRights.Requests.Turns;

/// <summary>
/// Gives runs their turns. A run gets all its lanes at once or none, so no two can wait for each other. Whose request has
/// been due longest goes first; nobody passes a waiting run that needs the same lane. A large run that finds no room among
/// the large ones is turned away at once instead of waiting, since it would keep a worker from a small one; its place is
/// remembered, so that no younger large one takes it before it is back. Safe for concurrent use.
/// </summary>
/// <param name="clock">Times the waiting.</param>
/// <param name="patience">How long a run waits.</param>
/// <param name="memory">For how long the place of one that was turned away is kept.</param>
internal sealed class TurnGate(TimeProvider clock, TimeSpan patience, TimeSpan memory)
{
    private readonly Lock gate = new();
    private readonly SortedSet<Waiter> waiting = [];
    private readonly Dictionary<string, (TurnAsk Ask, DateTimeOffset Until)> expected = new(StringComparer.Ordinal);
    private long arrivals;

    /// <summary>The turn, or null when there is none for now: the run is to come back later.</summary>
    public async Task<Turn?> TakeAsync(TurnAsk ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Enter(ask) is not { } waiter)
        {
            return null;
        }

        using var impatience = new CancellationTokenSource(patience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, impatience.Token);
        try
        {
            return await waiter.Granted.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            var late = await WithdrawAsync(waiter);
            if (cancellationToken.IsCancellationRequested)
            {
                late?.Dispose();
                throw;
            }

            return late;
        }
    }

    /// <summary>See <see cref="Turn.TryGrow"/>.</summary>
    public bool TryGrow(Turn turn)
    {
        lock (gate)
        {
            return turn.IsLarge || (turn.IsLarge = TryJoinLarge(turn.Ask));
        }
    }

    /// <summary>See <see cref="Turn.Dispose"/>.</summary>
    public void Leave(Turn turn)
    {
        lock (gate)
        {
            foreach (var lane in turn.Ask.Lanes)
            {
                lane.Held--;
                lane.Large -= turn.IsLarge ? 1 : 0;
            }

            PassOn();
        }
    }

    /// <summary>The lanes as they are at one moment.</summary>
    public IReadOnlyList<LaneState> Look(IEnumerable<Lane> lanes)
    {
        lock (gate)
        {
            return [.. lanes.Select(l => new LaneState(l.Name, l.Limit == int.MaxValue ? null : l.Limit, l.Held, l.MostLarge, l.Large))];
        }
    }

    private Waiter? Enter(TurnAsk ask)
    {
        lock (gate)
        {
            if (ask.IsLarge && !TryJoinLarge(ask))
            {
                return null;
            }

            var waiter = new Waiter(ask, ++arrivals);
            waiting.Add(waiter);
            PassOn();
            return waiter;
        }
    }

    /// <summary>The turn of a waiter that got it just now; otherwise it waits no longer.</summary>
    private async Task<Turn?> WithdrawAsync(Waiter waiter)
    {
        lock (gate)
        {
            if (waiting.Remove(waiter))
            {
                if (waiter.Ask.IsLarge)
                {
                    Expect(waiter.Ask);
                    foreach (var lane in waiter.Ask.Lanes)
                    {
                        lane.Large--;
                    }
                }

                PassOn();
                return null;
            }
        }

        return await waiter.Granted;
    }

    private void PassOn()
    {
        var closed = new HashSet<Lane>();
        foreach (var waiter in waiting.ToList())
        {
            if (!waiter.Ask.Lanes.All(l => l.HasRoom && !closed.Contains(l)))
            {
                closed.UnionWith(waiter.Ask.Lanes);
                continue;
            }

            waiting.Remove(waiter);
            foreach (var lane in waiter.Ask.Lanes)
            {
                lane.Held++;
            }

            waiter.Grant(new Turn(this, waiter.Ask));
        }
    }

    private bool TryJoinLarge(TurnAsk ask)
    {
        var now = clock.GetUtcNow();
        foreach (var gone in expected.Where(e => e.Value.Until <= now).Select(e => e.Key).ToList())
        {
            expected.Remove(gone);
        }

        if (!ask.Lanes.All(l => l.Large + Ahead(ask, l) < l.MostLarge))
        {
            Expect(ask);
            return false;
        }

        expected.Remove(ask.RequestId);
        foreach (var lane in ask.Lanes)
        {
            lane.Large++;
        }

        return true;
    }

    private void Expect(TurnAsk ask) => expected[ask.RequestId] = (ask, clock.GetUtcNow() + memory);

    /// <summary>Older ones that were turned away, are to come back to this lane, and would find room everywhere.</summary>
    private int Ahead(TurnAsk ask, Lane lane) => expected.Values.Count(e =>
        e.Ask.RequestId != ask.RequestId && e.Ask.Precedes(ask) && e.Ask.Lanes.Contains(lane) && e.Ask.Lanes.All(l => l.HasRoomForLarge));
}
