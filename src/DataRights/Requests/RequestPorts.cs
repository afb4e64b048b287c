using DataRights.Ledger;
using DataRights.Queueing;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>What everything that works on requests needs: where state, messages and proof go, and the clock and rules.</summary>
public sealed record RequestPorts(IObjectStore Objects, IJobQueue Queue, ILedger Ledger, ISealer Sealer, TimeProvider Clock, RequestOptions Options)
{
    /// <summary>Who hears of changes of status; null when nobody is to.</summary>
    public IRequestAnnouncer? Announcer { get; init; }
}
