namespace DataRights.Testing.Faults;

/// <summary>Says for each request, counted from 1, what happens to it. Safe for concurrent use.</summary>
public sealed class FaultSchedule
{
    private readonly Lock gate = new();
    private int seen;
    private int struck;
    private Func<int, Fault> plan = _ => Fault.None;

    /// <summary>Requests seen since the plan was made.</summary>
    public int Seen => Volatile.Read(ref seen);

    /// <summary>Faults dealt out since the plan was made.</summary>
    public int Struck => Volatile.Read(ref struck);

    /// <summary>Strikes the n-th request from now on, and so many after it.</summary>
    public void Strike(Fault fault, int request, int times = 1) => Use(n => n >= request && n < request + times ? fault : Fault.None);

    /// <summary>Strikes at random, at least once among the first hundred: the same seed, the same faults in the same order.</summary>
    public void StrikeAtRandom(int seed, double share, IReadOnlyList<Fault> faults)
    {
        var random = new Random(seed);
        var certain = random.Next(1, 101);
        Use(n => random.NextDouble() < share || n == certain ? faults[random.Next(faults.Count)] : Fault.None);
    }

    public void Rest() => Use(_ => Fault.None);

    internal Fault Next()
    {
        lock (gate)
        {
            var fault = plan(++seen);
            struck += fault == Fault.None ? 0 : 1;
            return fault;
        }
    }

    private void Use(Func<int, Fault> next)
    {
        lock (gate)
            (seen, struck, plan) = (0, 0, next);
    }
}
