namespace DataRights.Functions.Tests.EndToEnd.Broker;

/// <summary>What a broker, and the machines that take its messages, do at their worst, drawn from a seed. Safe for concurrent use.</summary>
internal sealed class Mischief(int seed)
{
    private const int FatesKept = 6;

    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly Dictionary<Fate, int> struck = [];

    public IReadOnlyDictionary<Fate, int> Struck => struck;

    /// <summary>How many of a message arrive.</summary>
    public int Copies() => Draw(r => r.Next(5) == 0 ? 2 : 1);

    public TimeSpan Delay() => Draw(r => r.Next(5) == 0 ? TimeSpan.FromSeconds(r.Next(1, 900)) : TimeSpan.Zero);

    public int Pick(int count) => Draw(r => r.Next(count));

    /// <summary>The effect on the store at which a machine dies.</summary>
    public int DeadlyEffect() => Draw(r => r.Next(1, 25));

    public Fate NextFate() => Draw(r =>
    {
        var fate = r.Next(FatesKept) == 0 ? (Fate)r.Next(1, 5) : Fate.Well;
        struck[fate] = struck.GetValueOrDefault(fate) + 1;
        return fate;
    });

    private T Draw<T>(Func<Random, T> draw)
    {
        lock (gate)
        {
            return draw(random);
        }
    }
}
