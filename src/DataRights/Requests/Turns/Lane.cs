namespace DataRights.Requests.Turns;

/// <summary>Something that runs share: a connection, or the workers of a queue. Counted under the lock of its <see cref="TurnGate"/>.</summary>
internal sealed class Lane(string name, int limit, int mostLarge)
{
    public string Name { get; } = name;

    public int Limit { get; } = limit;

    public int MostLarge { get; } = mostLarge;

    public int Held { get; set; }

    /// <summary>Large runs that have their turn, or wait for it with a place kept among the large ones.</summary>
    public int Large { get; set; }

    public bool HasRoom => Held < Limit;

    public bool HasRoomForLarge => Large < MostLarge;

    /// <summary>What large runs may take of a limit: half, but never nothing.</summary>
    public static int ForLarge(int limit) => Math.Max(1, limit / 2);
}
