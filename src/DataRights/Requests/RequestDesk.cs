namespace DataRights.Requests;

/// <summary>The parts that submitting, running and housekeeping share, put together once from the ports.</summary>
internal sealed class RequestDesk
{
    public RequestDesk(RequestPorts ports, IArchiveStore archives)
    {
        Clock = ports.Clock;
        Options = ports.Options;
        Store = new RequestStore(ports.Objects, ports.Announcer);
        Claims = new SubjectClaims(ports.Objects, Store, ports.Clock, ports.Options);
        Ledger = new RequestLedger(ports.Ledger);
        History = new SubjectHistory(ports.Objects);
        Archives = new ArchiveEnding(archives, Ledger, Store);
        Dispatcher = new RequestDispatcher(ports.Queue, ports.Clock);
        Ending = new RequestEnding(ports.Objects, Ledger, Claims, archives);
    }

    public TimeProvider Clock { get; }

    public RequestOptions Options { get; }

    public RequestStore Store { get; }

    public SubjectClaims Claims { get; }

    public RequestLedger Ledger { get; }

    public SubjectHistory History { get; }

    public ArchiveEnding Archives { get; }

    public RequestDispatcher Dispatcher { get; }

    public RequestEnding Ending { get; }

    /// <summary>
    /// Claims the subject for the request, finishing what an ended holder left unfinished. Null when the claim is the
    /// request's; otherwise the open request that has it.
    /// </summary>
    public async Task<StoredRequest?> ClaimAsync(RequestRecord request, CancellationToken cancellationToken)
    {
        while (await Claims.ClaimAsync(request, cancellationToken) is { } holder)
        {
            if (holder.Record.IsOpen)
            {
                return holder;
            }

            await Ending.FinishAsync(holder.Record, cancellationToken);
        }

        return null;
    }
}
