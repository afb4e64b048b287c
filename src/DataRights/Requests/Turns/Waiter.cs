namespace DataRights.Requests.Turns;

/// <summary>A run in the queue of a <see cref="TurnGate"/>. Ordered by how long its request has been due, then by arrival.</summary>
internal sealed class Waiter(TurnAsk ask, long arrival) : IComparable<Waiter>
{
    private readonly TaskCompletionSource<Turn> granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TurnAsk Ask { get; } = ask;

    public Task<Turn> Granted => granted.Task;

    public void Grant(Turn turn) => granted.SetResult(turn);

    public int CompareTo(Waiter? other) =>
        other is null ? 1 : Ask.Since.CompareTo(other.Ask.Since) is var bySince and not 0 ? bySince : arrival.CompareTo(other.Arrival);

    private long Arrival => arrival;
}
