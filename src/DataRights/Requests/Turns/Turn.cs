namespace DataRights.Requests.Turns;

/// <summary>A run's place in its lanes, until it is disposed of. Disposing again does nothing.</summary>
internal sealed class Turn(TurnGate gate, TurnAsk ask) : IDisposable
{
    private int left;

    public TurnAsk Ask { get; } = ask;

    /// <summary>Set under the gate's lock, and never unset.</summary>
    public bool IsLarge { get; internal set; } = ask.IsLarge;

    /// <summary>Moves over among the large ones. False when there is no room: the run must give up its turn and come back.</summary>
    public bool TryGrow() => gate.TryGrow(this);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, 1) == 0)
        {
            gate.Leave(this);
        }
    }
}
