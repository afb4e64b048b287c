namespace DataRights.Testing;

/// <summary>
/// A clock that moves only when told, with timers that fire, in order, as it passes them. Zone UTC. Safe for concurrent use.
/// Timer callbacks run on the thread that moves the clock.
/// </summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start.ToUniversalTime();

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire: tells a test that somebody has begun to wait.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on, firing what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        SetUtcNow(GetUtcNow() + by);
    }

    /// <summary>Sets the clock, also backwards (then nothing fires).</summary>
    public void SetUtcNow(DateTimeOffset to)
    {
        while (NextDue(to) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = to.ToUniversalTime();
        }
    }

    internal void Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        bool now;
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period;
            now = dueTime == TimeSpan.Zero;
            if (dueTime != Timeout.InfiniteTimeSpan && (!now || Repeats(period)))
            {
                timer.Due = _now + (now ? period : dueTime);
                _timers.Add(timer);
            }
        }

        if (now)
        {
            timer.Fire();
        }
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private static bool Repeats(TimeSpan period) => period > TimeSpan.Zero;

    private ManualTimer? NextDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            if (_timers.MinBy(t => t.Due) is not { } timer || timer.Due > until)
            {
                return null;
            }

            _now = timer.Due > _now ? timer.Due : _now;
            if (Repeats(timer.Period))
            {
                timer.Due += timer.Period;
            }
            else
            {
                _timers.Remove(timer);
            }

            return timer;
        }
    }

    internal sealed class ManualTimer(ManualTimeProvider provider, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            provider.Schedule(this, dueTime, period);
            return true;
        }

        public void Dispose() => provider.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
