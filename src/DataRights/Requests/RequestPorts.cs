using DataRights.Ledger;
using DataRights.Queueing;
using DataRights.Requests.Turns;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>What everything that works on requests needs: where state, messages and proof go, and the clock and rules.</summary>
public sealed record RequestPorts(IObjectStore Objects, IJobQueue Queue, ILedger Ledger, ISealer Sealer, TimeProvider Clock, RequestOptions Options)
{
    /// <summary>Who hears of changes of status; null when nobody is to.</summary>
    public IRequestAnnouncer? Announcer { get; init; }

    /// <summary>Who works when. Without limits unless a head sets some.</summary>
    public RequestTurns Turns { get; init; } = RequestTurns.Unlimited(Options, Clock);
}
